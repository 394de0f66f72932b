using System.Text;
using System.Text.Json.Nodes;

namespace SegFunctions.Tests.Apis.OpenApi.CommandLine;

/// <summary>
/// The command line's client is what a generator makes of the API's description. With <c>SEGFUNCTIONS_WRITE_CLIENT=1</c> it is written first.
/// </summary>
public sealed class CommandLineClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_client_is_generated_from_the_description()
    {
        var written = await CommandLineClient.WriteAsync(CommandLineDocument.Reduce(CommandLineDocument.Describe()), Token);
        if (Environment.GetEnvironmentVariable("SEGFUNCTIONS_WRITE_CLIENT") == "1")
        {
            await File.WriteAllTextAsync(CommandLineClient.Path, written, Token);
        }

        // As text first, which says where they differ.
        Assert.Equal(await File.ReadAllTextAsync(CommandLineClient.Path, Token), written);
        Assert.Equal(await File.ReadAllBytesAsync(CommandLineClient.Path, Token), Encoding.UTF8.GetBytes(written));
    }

    [Fact]
    public async Task Another_description_makes_another_client()
    {
        var described = CommandLineDocument.Describe();
        described["components"]!["schemas"]!["MaskItem"]!["properties"]!["area"]!["type"] = "string";

        Assert.NotEqual(await File.ReadAllTextAsync(CommandLineClient.Path, Token), await CommandLineClient.WriteAsync(CommandLineDocument.Reduce(described), Token));
    }

    [Fact]
    public async Task What_services_will_always_send_is_not_asked_of_those_that_do_not_yet()
    {
        var described = CommandLineDocument.Describe();
        var job = described["components"]!["schemas"]!["JobResponse"]!;
        job["properties"]!["mood"] = new JsonObject { ["type"] = "string" };
        job["required"]!.AsArray().Add("mood");

        Assert.Contains("    public string? Mood { get; init; }", await CommandLineClient.WriteAsync(CommandLineDocument.Reduce(described), Token), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_needed_must_always_be_sent()
    {
        var described = CommandLineDocument.Describe();
        described["components"]!["schemas"]!["MaskItem"]!["required"]!.AsArray().RemoveAll(name => (string?)name == "url");

        Assert.Contains("needs url of MaskItem", Assert.Throws<InvalidOperationException>(() => CommandLineDocument.Reduce(described)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_post_may_take_an_idempotency_key()
    {
        var described = CommandLineDocument.Describe();
        var jobs = described["paths"]!["/v1/jobs"]!.AsObject();
        var create = jobs["post"];
        jobs.Remove("post");
        jobs["put"] = create;

        Assert.Contains("SegmentationApi-CreateJob", Assert.Throws<InvalidOperationException>(() => CommandLineDocument.Reduce(described)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_call_does_is_in_its_comment()
    {
        var described = CommandLineDocument.Describe();
        described["paths"]!["/v1/jobs/{jobId}/cancel"]!["post"]!["description"] = "Ends <it>.";

        Assert.Contains("    /// <summary>Cancel job. Ends &lt;it&gt;.</summary>", await CommandLineClient.WriteAsync(CommandLineDocument.Reduce(described), Token), StringComparison.Ordinal);
    }
}
