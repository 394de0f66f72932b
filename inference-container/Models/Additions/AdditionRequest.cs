using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Models.Additions;

/// <summary>What a user wants to add.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Files">Every file of the kind, the weights that they keep outside themselves, and perhaps a licence.</param>
/// <param name="AcceptsLicence">Whether its terms are accepted.</param>
public sealed record AdditionRequest(string Name, ExportKind Kind, IReadOnlyList<GivenFile> Files, bool AcceptsLicence);

/// <summary>A file that a user gives.</summary>
/// <param name="Role">What it is for; weights have the role of the network that they belong to, and <paramref name="IsWeights"/>.</param>
/// <param name="IsWeights">Whether it holds weights that the network of this role keeps outside itself.</param>
/// <param name="Source">A path, or an http or https address.</param>
/// <param name="Sha256">What its hash must be, lower-case hex; null to record the one that it has.</param>
public sealed record GivenFile(ModelFileRole Role, bool IsWeights, string Source, string? Sha256 = null)
{
    private const string WeightsSuffix = ".data";

    /// <summary>As the command line spells it: <c>network</c>, <c>text-encoder</c>, <c>network.data</c>.</summary>
    public string RoleName => NameOf(Role) + (IsWeights ? WeightsSuffix : string.Empty);

    /// <summary>The source as messages show it.</summary>
    /// <inheritdoc cref="FileIntake.Show"/>
    internal string Shown => FileIntake.Show(Source);

    /// <param name="roleName">As the command line spells it.</param>
    /// <param name="source">A path, or an http or https address.</param>
    /// <returns>Null if there is no such role.</returns>
    public static GivenFile? Find(string roleName, string source)
    {
        var isWeights = roleName.EndsWith(WeightsSuffix, StringComparison.Ordinal);
        var name = isWeights ? roleName[..^WeightsSuffix.Length] : roleName;
        var roles = Enum.GetValues<ModelFileRole>().Where(role => role != ModelFileRole.Weights && NameOf(role) == name).ToList();
        return roles.Count == 1 ? new GivenFile(roles[0], isWeights, source) : null;
    }

    /// <summary><c>text-encoder</c>.</summary>
    public static string NameOf(ModelFileRole role) => role == ModelFileRole.TextEncoder ? "text-encoder" : role.ToString().ToLowerInvariant();
}
