using System.CommandLine;
using SegFunctions.Local.Settings;

namespace SegFunctions.Local.Commands;

/// <summary><c>--provider</c>: where a stack's workers run their networks. All but <c>cpu</c> need a worker built for a GPU.</summary>
internal sealed class ProviderOption : Option<string?>
{
    private static readonly string[] Known = ["cpu", "cuda", "tensorrt"];

    public ProviderOption()
        : base("--provider")
    {
        Description = "Where networks run: cpu, cuda or tensorrt; those on a GPU need a build with -p:InferenceRuntime=gpu. [default: cpu; env: SEG_PROVIDER]";
    }

    /// <exception cref="UserException">The provider does not exist.</exception>
    public string Read(ParseResult parsed, LocalSettings settings)
    {
        var provider = parsed.GetValue(this) ?? settings.Provider ?? Known[0];
        return Known.Contains(provider, StringComparer.Ordinal)
            ? provider
            : throw new UserException($"The provider is '{provider}', not one of {string.Join(", ", Known)}.");
    }
}
