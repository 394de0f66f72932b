using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Models.Additions;

/// <summary>An export that a user wants to add.</summary>
/// <param name="Name">The name to give it.</param>
/// <param name="Kind">The kind of export.</param>
/// <param name="Files">Every file of the kind, any weights stored outside them, and optionally a license.</param>
/// <param name="AcceptsLicense">Whether the user accepts its terms.</param>
public sealed record AdditionRequest(string Name, ExportKind Kind, IReadOnlyList<GivenFile> Files, bool AcceptsLicense);

/// <summary>A file that a user provides.</summary>
/// <param name="Role">The file's role; weights have the role of the network that they belong to, and <paramref name="IsWeights"/>.</param>
/// <param name="IsWeights">Whether the file holds the external weights of the network with this role.</param>
/// <param name="Source">A path, or an http or https address.</param>
/// <param name="Sha256">The expected hash, lower-case hex; null to accept any and record it.</param>
public sealed record GivenFile(ModelFileRole Role, bool IsWeights, string Source, string? Sha256 = null)
{
    private const string WeightsSuffix = ".data";

    /// <summary>The role as spelled on the command line: <c>network</c>, <c>text-encoder</c>, <c>network.data</c>.</summary>
    public string RoleName => NameOf(Role) + (IsWeights ? WeightsSuffix : string.Empty);

    /// <summary>The source as shown in messages.</summary>
    /// <inheritdoc cref="FileIntake.Show"/>
    internal string Shown => FileIntake.Show(Source);

    /// <param name="roleName">As spelled on the command line.</param>
    /// <param name="source">A path, or an http or https address.</param>
    /// <returns>Null if there is no such role.</returns>
    public static GivenFile? Find(string roleName, string source)
    {
        var isWeights = roleName.EndsWith(WeightsSuffix, StringComparison.Ordinal);
        var name = isWeights ? roleName[..^WeightsSuffix.Length] : roleName;
        var roles = Enum.GetValues<ModelFileRole>().Where(role => role != ModelFileRole.Weights && NameOf(role) == name).ToList();
        return roles.Count == 1 ? new GivenFile(roles[0], isWeights, source) : null;
    }

    /// <summary>The role's name, such as <c>text-encoder</c>.</summary>
    public static string NameOf(ModelFileRole role) => role == ModelFileRole.TextEncoder ? "text-encoder" : role.ToString().ToLowerInvariant();
}
