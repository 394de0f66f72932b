using System.IO.Enumeration;
using Microsoft.Extensions.FileSystemGlobbing;

namespace SegFunctions.Local.Segmenting;

/// <summary>The source of one picture or video on the command line.</summary>
/// <param name="Name">The name as the user wrote it, or would write it.</param>
internal abstract record PictureSource(string Name)
{
    private const string StandardInput = "-";
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp"];

    /// <summary>Checks all names before anything starts.</summary>
    /// <param name="names">Files, folders, patterns with <c>*</c>, <c>?</c> and <c>**</c>, addresses, and <c>-</c> for the standard input.</param>
    /// <exception cref="UserException">Some names are invalid; the message says what is wrong with each.</exception>
    public static IReadOnlyList<PictureSource> Find(IReadOnlyList<string> names)
    {
        var faults = new List<string>();
        var found = names.SelectMany(name => Find(name, faults.Add)).ToList();
        if (found.OfType<StreamPicture>().Skip(1).Any())
        {
            faults.Add($"{StandardInput} is the standard input, which can be read only once.");
        }

        return faults.Count == 0 ? found : throw new UserException(string.Join('\n', faults));
    }

    /// <summary>The source of a picture that could not be read before.</summary>
    public static PictureSource Again(InputFile file) =>
        FindAddress(file.Name) is { } address ? new AddressPicture(file.Name, address) : new FilePicture(file.Name, file.Path);

    private static IReadOnlyList<PictureSource> Find(string name, Action<string> refuse)
    {
        if (name == StandardInput)
        {
            return [new StreamPicture(name)];
        }

        if (FindAddress(name) is { } address)
        {
            return [new AddressPicture(name, address)];
        }

        // A dangling link is not treated as a pattern: it is reported as a file that does not exist.
        var isPattern = !Path.Exists(name) && name.AsSpan().ContainsAny('*', '?');
        var (files, fault) =
            Directory.Exists(name) ? (ListFolder(name), $"{name} holds no {PictureBytes.KnownTypes} files.")
            : isPattern ? (Match(name), $"{name} matches no {PictureBytes.KnownTypes} file.")
            : !File.Exists(name) ? ([], $"{name} does not exist.")
            : (MayBePicture(name) ? [name] : (IReadOnlyList<string>)[], $"{name} cannot be sent: it is not a {PictureBytes.KnownTypes} file.");
        if (files.Count == 0)
        {
            refuse(fault);
        }

        return [.. files.Select(path => new FilePicture(path, Path.GetFullPath(path)))];
    }

    /// <returns>Null if the name is not an http or https address.</returns>
    public static Uri? FindAddress(string name) =>
        Uri.TryCreate(name, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address : null;

    private static IReadOnlyList<string> ListFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder).Where(MayBePicture).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Match(string pattern)
    {
        var folder = pattern;
        while (folder.AsSpan().ContainsAny('*', '?'))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        var root = Path.GetFullPath(folder.Length == 0 ? "." : folder);
        if (!Directory.Exists(root))
        {
            return [];
        }

        // The matcher does not support question marks: it searches with a star, and the file name is matched again.
        var matcher = new Matcher(StringComparison.Ordinal).AddInclude(Path.GetRelativePath(root, Path.GetFullPath(pattern)).Replace('?', '*'));
        return [.. matcher.GetResultsInFullPath(root)
            .Where(path => Fits(Path.GetFileName(pattern), path) && MayBePicture(path))
            .Select(path => Path.Combine(folder, Path.GetRelativePath(root, path)))
            .Order(StringComparer.Ordinal)];
    }

    private static bool Fits(string pattern, string path) =>
        pattern == "**" || FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: false);

    /// <summary>Whether it may be a picture or video, by its extension or its first bytes.</summary>
    private static bool MayBePicture(string path)
    {
        if (Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        try
        {
            using var file = File.OpenRead(path);
            return PictureBytes.IsPipe(file) || PictureBytes.FindType(file) is not null;
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            return false;
        }
    }
}

/// <param name="Path">Absolute.</param>
internal sealed record FilePicture(string Name, string Path) : PictureSource(Name);

internal sealed record AddressPicture(string Name, Uri Address) : PictureSource(Name);

/// <summary>The standard input.</summary>
internal sealed record StreamPicture(string Name) : PictureSource(Name);
