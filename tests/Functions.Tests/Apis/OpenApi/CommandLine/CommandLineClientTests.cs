using System.Text;

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
}
