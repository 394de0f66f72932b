using System.Text.RegularExpressions;

namespace SegFunctions.Models.Catalogue;

/// <summary>Rules for entries that their types cannot express.</summary>
internal static partial class ModelEntryRules
{
    /// <summary>All faults of an entry, without its name; empty if it is valid.</summary>
    public static IEnumerable<string> FindFaults(ModelEntry model) =>
        [.. FindNameFaults(model), .. FindSourceFaults(model.Source), .. FindRoleFaults(model), .. model.Files.SelectMany(FindFileFaults), .. model.FindParameterFaults()];

    private static IEnumerable<string> FindNameFaults(ModelEntry model)
    {
        // The name becomes a folder, and folders that begin with a dot belong to the installer.
        if (!PlainName().IsMatch(model.Name))
        {
            yield return "the name has characters other than lower-case letters, digits, '-' and '.'";
        }
    }

    private static IEnumerable<string> FindSourceFaults(ModelSource source) => source switch
    {
        NpmPackage package => FindPackageFaults(package),
        LocalFolder folder when !Path.IsPathFullyQualified(folder.Folder) => [$"source.folder '{folder.Folder}' is not an absolute path"],
        LocalFolder folder when !Directory.Exists(folder.Folder) => [$"source.folder '{folder.Folder}' does not exist"],
        _ => [],
    };

    private static IEnumerable<string> FindPackageFaults(NpmPackage source)
    {
        if (!PackageName().IsMatch(source.Package))
        {
            yield return $"source.package '{source.Package}' is not the name of an npm package";
        }

        if (!ExactVersion().IsMatch(source.Version))
        {
            yield return $"source.version '{source.Version}' is not one exact version";
        }

        if (!Sha256().IsMatch(source.Sha256))
        {
            yield return $"source.sha256 '{source.Sha256}' is not 64 lower-case hex digits";
        }

        if (source.Bytes <= 0)
        {
            yield return $"source.bytes is {source.Bytes}";
        }
    }

    private static IEnumerable<string> FindRoleFaults(ModelEntry model)
    {
        var roles = model.Files.Select(file => file.Role).ToList();
        if (!roles.Order().SequenceEqual(model.Roles.Order()))
        {
            yield return $"its files are for the roles {string.Join(", ", roles)}; its kind requires {string.Join(", ", model.Roles)}";
        }

        // All of these files end up in one folder.
        if (model.Files.SelectMany(file => file.From).GroupBy(Path.GetFileName).FirstOrDefault(group => group.Distinct().Count() > 1) is { } clash)
        {
            yield return $"two of its source files are both called {clash.Key}";
        }

        if (model.Files.Select(file => file.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() < model.Files.Count)
        {
            yield return "two of its files have the same name";
        }
    }

    private static IEnumerable<string> FindFileFaults(ModelFile file)
    {
        if (!PlainName().IsMatch(file.Name) || !file.Name.EndsWith(".onnx", StringComparison.Ordinal))
        {
            yield return $"file name '{file.Name}' is not a plain lower-case name that ends in .onnx";
        }

        if (!Sha256().IsMatch(file.Sha256))
        {
            yield return $"sha256 '{file.Sha256}' of {file.Name} is not 64 lower-case hex digits";
        }

        if (file.Bytes <= 0)
        {
            yield return $"bytes of {file.Name} is {file.Bytes}";
        }

        var single = file.Conversion is ModelConversion.None or ModelConversion.OnnxOutputs or ModelConversion.Tflite;
        if (single ? file.From.Count != 1 : file.From.Count < 2)
        {
            yield return $"{file.Name} is made of {file.From.Count} files of the source, which does not fit its conversion";
        }

        if (file.Conversion == ModelConversion.OnnxOutputs != file.Outputs is { Count: > 0 })
        {
            yield return $"{file.Name} must have outputs if its conversion is onnx-outputs, and otherwise must not";
        }

        if (file.Offset < 0 || (file.Offset > 0 && file.Conversion != ModelConversion.Tflite))
        {
            yield return $"{file.Name} has an offset, which only the conversion tflite allows";
        }

        if (file.Rewrite is { } rewrite && (!Sha256().IsMatch(rewrite.Sha256) || rewrite.Bytes <= 0))
        {
            yield return $"the rewrite of {file.Name} has no SHA-256 of 64 lower-case hex digits, or no size";
        }

        if (file.Rewrite is { } made && made.Kind is ModelRewriteKind.HardSwish or ModelRewriteKind.IsNet != made.Outputs is { Count: > 0 })
        {
            yield return $"the rewrite of {file.Name} must have outputs if its kind drops others, and otherwise must not";
        }

        // The source may be a folder on this machine: nothing outside it may be read.
        if (file.From.Any(path => Path.IsPathRooted(path) || path.Split('/', '\\').Contains("..")))
        {
            yield return $"{file.Name} is made of a path that leaves its source";
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]*\z")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*\z")]
    private static partial Regex PackageName();

    [GeneratedRegex(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?\z")]
    private static partial Regex ExactVersion();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Sha256();
}
