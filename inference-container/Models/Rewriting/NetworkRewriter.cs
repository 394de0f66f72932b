using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Rewriting.IsNet;
using SegFunctions.Models.Rewriting.Sam;
using SegFunctions.Models.Rewriting.TinyVit;

namespace SegFunctions.Models.Rewriting;

/// <summary>Rewrites published networks for a CPU: the same weights in fewer and cheaper operations.</summary>
public static class NetworkRewriter
{
    /// <param name="rewrite">The rewrite to make.</param>
    /// <param name="sourcePath">The published ONNX file.</param>
    /// <param name="targetPath">The file to write; the same source always gives the same bytes.</param>
    /// <param name="cancellationToken">May leave a partial file.</param>
    /// <exception cref="ConversionException">The network is not the expected one.</exception>
    public static async Task RewriteAsync(ModelRewrite rewrite, string sourcePath, string targetPath, CancellationToken cancellationToken)
    {
        var source = await File.ReadAllBytesAsync(sourcePath, cancellationToken);
        await using var target = File.Create(targetPath);
        await target.WriteAsync(Rewrite(rewrite, source), cancellationToken);
    }

    internal static byte[] Rewrite(ModelRewrite rewrite, ReadOnlySpan<byte> source)
    {
        var published = OnnxModelReader.Read(source);
        return OnnxModelWriter.Write(rewrite.Kind switch
        {
            ModelRewriteKind.TinyVitEncoder => TinyVitEncoder.Rewrite(published),
            ModelRewriteKind.SamDecoder => SamDecoder.Rewrite(published),
            ModelRewriteKind.HardSwish => GraphPruning.Keep(HardSwish.Fuse(published), rewrite.Outputs!),
            ModelRewriteKind.IsNet => IsNetQuantizer.Rewrite(published, rewrite.Outputs!),
            _ => throw new ArgumentOutOfRangeException(nameof(rewrite), rewrite.Kind, null),
        }).Written.ToArray();
    }
}
