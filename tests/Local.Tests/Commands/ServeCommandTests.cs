namespace SegFunctions.Local.Tests.Commands;

/// <summary>Errors that <c>serve</c> reports before it starts anything. Compatibility.Tests, which has a stack, tests the rest.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    [Theory]
    [InlineData("--port", "0", "The port is 0, not between 1 and 65535.")]
    [InlineData("--port", "65536", "The port is 65536, not between 1 and 65535.")]
    [InlineData("--workers", "0", "The number of workers is 0, not between 1 and 64.")]
    [InlineData("--workers", "65", "The number of workers is 65, not between 1 and 64.")]
    public async Task A_number_out_of_range_is_refused_with_its_range(string option, string value, string sentence)
    {
        var run = await InvokedCommand.RunAsync("serve", option, value);

        Assert.Equal((2, "", $"error: {sentence}\n"), (run.Code, run.Output, run.Errors));
    }

    [Theory]
    [InlineData("""{"port":70000}""", "The port is 70000, not between 1 and 65535.")]
    [InlineData("""{"workers":-1}""", "The number of workers is -1, not between 1 and 64.")]
    public async Task A_settings_file_is_held_to_the_same_rules(string settings, string sentence)
    {
        var run = await InvokedCommand.RunAsync("serve", "--config", await WriteAsync(settings));

        Assert.Equal((2, $"error: {sentence}\n"), (run.Code, run.Errors));
    }

    [Fact]
    public async Task A_flag_comes_before_the_settings_file()
    {
        // Otherwise the port in the file would be refused first.
        var run = await InvokedCommand.RunAsync("serve", "--port", "7999", "--workers", "65", "--config", await WriteAsync("""{"port":0,"workers":1}"""));

        Assert.Equal("error: The number of workers is 65, not between 1 and 64.\n", run.Errors);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> WriteAsync(string settings)
    {
        var path = Path.Combine(_folder.FullName, "settings.json");
        await File.WriteAllTextAsync(path, settings, TestContext.Current.CancellationToken);
        return path;
    }
}
