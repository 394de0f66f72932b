using System.Net;
using System.Text.Json;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>A finished job's manifest and every file that it names.</summary>
/// <param name="Manifest">As the server sent it.</param>
/// <param name="Files">By their keys in the manifest.</param>
internal sealed record JobFiles(JsonElement Manifest, IReadOnlyDictionary<string, byte[]> Files)
{
    public IEnumerable<JsonElement> Items => Manifest.GetProperty("items").EnumerateArray();

    public static async Task<JobFiles> FetchAsync(ApiUnderTest api, string jobId, CancellationToken cancellationToken) =>
        await FetchAsync(api, await api.GetAsync($"v1/jobs/{jobId}/result", cancellationToken), cancellationToken);

    /// <param name="api">The client that got the response.</param>
    /// <param name="answer">The response with a job's result.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<JobFiles> FetchAsync(ApiUnderTest api, Answer answer, CancellationToken cancellationToken)
    {
        var result = answer.Expect(HttpStatusCode.OK).Body;
        var files = new Dictionary<string, byte[]>();
        foreach (var asset in result.GetProperty("assets").EnumerateArray())
        {
            files.Add(asset.GetProperty("key").GetString()!, await api.DownloadAsync(asset.GetProperty("url").GetString()!, cancellationToken));
        }

        return new JobFiles(result.GetProperty("manifest"), files);
    }

    public static IEnumerable<JsonElement> MasksOf(JsonElement item) => item.GetProperty("masks").EnumerateArray();

    public byte[] FileOf(JsonElement owner, string property) => Files[owner.GetProperty(property).GetString()!];
}
