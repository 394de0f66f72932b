using System.Text.Json.Serialization;

namespace SegFunctions.Apis.Cognite;

// The response of token/inspect. Null properties are absent.

/// <summary>GET /api/v1/token/inspect.</summary>
internal sealed record InspectResponse(
    [property: JsonPropertyName("subject")] string Subject,
    [property: JsonPropertyName("projects")] IReadOnlyList<InspectedProject> Projects,
    [property: JsonPropertyName("capabilities")] IReadOnlyList<InspectedCapability> Capabilities);

/// <param name="Groups">Always empty: this server has no groups.</param>
internal sealed record InspectedProject(
    [property: JsonPropertyName("projectUrlName")] string ProjectUrlName,
    [property: JsonPropertyName("groups")] IReadOnlyList<long> Groups);

internal sealed record InspectedCapability(
    [property: JsonPropertyName("filesAcl")] FilesCapability FilesAcl,
    [property: JsonPropertyName("projectScope")] ProjectScope ProjectScope);

/// <param name="Actions"><c>READ</c>, <c>WRITE</c> or both.</param>
internal sealed record FilesCapability(
    [property: JsonPropertyName("actions")] IReadOnlyList<string> Actions,
    [property: JsonPropertyName("scope")] CapabilityScope Scope);

/// <param name="All">An empty object: all files of the project.</param>
internal sealed record CapabilityScope([property: JsonPropertyName("all")] EmptyResponse All);

/// <summary>The projects that are granted; exactly one of the two properties is present.</summary>
/// <param name="AllProjects">An empty object: every project of the account.</param>
internal sealed record ProjectScope(
    [property: JsonPropertyName("projects")] IReadOnlyList<string>? Projects,
    [property: JsonPropertyName("allProjects")] EmptyResponse? AllProjects);
