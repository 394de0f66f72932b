using System.Net;
using System.Text.Json;
using Azure.Storage.Blobs;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.OpenApi;

/// <summary>The server's description of itself. Every test's client checks that responses match it.</summary>
public sealed class OpenApiTests(SharedStack stack, FinishedJob finished) : IClassFixture<FinishedJob>
{
    private static readonly NodePackages Packages = new("openapi-node", "OpenApi");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("openapi.json")]
    [InlineData("openapi/segmentationapi.json")]
    [InlineData("openapi/cognite.json")]
    [InlineData("openapi/hitpaw.json")]
    [InlineData("openapi/piapi.json")]
    [InlineData("openapi/removebg.json")]
    [InlineData("openapi/own.json")]
    public async Task A_linter_has_nothing_to_say(string document)
    {
        var file = Path.GetTempFileName() + ".json";
        await File.WriteAllTextAsync(file, (await GetAsync(document)).GetRawText(), Token);
        try
        {
            var (exitCode, output, errors) = await Command.RunAsync(
                "node",
                [Path.Combine(await Packages.GetFolderAsync(), "node_modules", "@redocly", "cli", "bin", "cli.js"), "lint", file, "--max-problems=20", "--format=github-actions"],
                new() { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true" },
                Patience);

            Assert.True(exitCode == 0 && !output.Contains("::", StringComparison.Ordinal), output + errors);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Stored_documents_are_as_their_schemas_say()
    {
        var folder = $"local/{finished.Job.JobId}";
        var results = new BlobServiceClient(stack.Storage).GetBlobContainerClient("results");
        var (manifests, segments) = (await PublishedSchema.FetchAsync(stack.Api, "manifest", Token), await PublishedSchema.FetchAsync(stack.Api, "segments", Token));
        var seen = 0;
        await foreach (var blob in results.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, folder, Token))
        {
            var schema = blob.Name.EndsWith("manifest.json", StringComparison.Ordinal) ? manifests : blob.Name.EndsWith("segments.json", StringComparison.Ordinal) ? segments : null;
            if (schema is not null)
            {
                var content = (await results.GetBlobClient(blob.Name).DownloadContentAsync(Token)).Value.Content.ToString();
                schema.Check(content);
                seen++;
            }
        }

        Assert.Equal(3, seen);
    }

    [Theory]
    [InlineData("masks", "rleUrl")]
    [InlineData("polygons", "polygonsUrl")]
    public async Task Files_of_masks_are_as_their_schemas_say(string schema, string field)
    {
        var task = await stack.Api.UploadAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), "image/jpeg", Token);
        var body = new { type = "image", tasks = (string[])[task], prompts = (string[])["boat"], outputs = (string[])["rle", "polygons"] };
        var jobId = (await stack.Api.PostAsync("v1/jobs", body, Token)).Expect(HttpStatusCode.Accepted).Text("jobId");
        await stack.Api.WaitAsync(jobId, Patience, null, Token);
        var files = await JobFiles.FetchAsync(stack.Api, jobId, Token);

        (await PublishedSchema.FetchAsync(stack.Api, schema, Token)).Check(System.Text.Encoding.UTF8.GetString(files.FileOf(files.Items.Single(), field)));
    }

    [Fact]
    public async Task What_a_language_model_reads_leads_to_the_rest()
    {
        var text = System.Text.Encoding.UTF8.GetString(await stack.Api.DownloadAsync("llms.txt", Token));

        Assert.StartsWith("# SegFunctions\n", text, StringComparison.Ordinal);
        Assert.Contains($"({stack.BaseUrl}openapi.json)", text, StringComparison.Ordinal);
        Assert.Contains("""    {"type": "image",""", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openapi/unknown.json")]
    [InlineData("openapi/own")]
    [InlineData("schemas/unknown.json")]
    public async Task What_is_not_there_is_not_found(string path) =>
        Assert.Equal("404 not_found", (await stack.Api.GetAsync(path, Token)).Error);

    private async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return (await stack.Api.SendAsync(request, Token)).Expect(HttpStatusCode.OK).Body;
    }
}
