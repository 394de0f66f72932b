using System.Text.Json;
using SegFunctions.Local.Commands;
using SegFunctions.Local.Settings;

namespace SegFunctions.Local.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void The_environment_beats_the_file()
    {
        File.WriteAllText(_file, """{"apiKey":"file","port":1,"workers":2}""");

        var settings = Read(new() { ["SEG_API_KEY"] = "environment", ["SEG_PORT"] = "3" });

        Assert.Equal(("environment", 3, 2), (settings.ApiKey, settings.Port, settings.Workers));
    }

    [Fact]
    public void An_empty_variable_is_not_set()
    {
        File.WriteAllText(_file, """{"apiKey":"file"}""");

        Assert.Equal("file", Read(new() { ["SEG_API_KEY"] = "" }).ApiKey);
    }

    [Fact]
    public void Every_setting_of_a_file_is_in_the_help() => Assert.All(
        typeof(LocalSettings).GetProperties().Where(property => property.GetMethod is { IsStatic: false }).Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)),
        name => Assert.Contains($"\"{name}\"", GlobalOptions.Config.Description, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"apikee":"typo"}""")]
    [InlineData("nonsense")]
    public void A_file_that_is_wrong_is_named(string content)
    {
        File.WriteAllText(_file, content);

        Assert.Contains(_file, Assert.Throws<UserException>(() => Read([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_should_be_a_number_is_named()
    {
        File.WriteAllText(_file, "{}");

        Assert.Contains("SEG_PORT", Assert.Throws<UserException>(() => Read(new() { ["SEG_PORT"] = "many" })).Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private LocalSettings Read(Dictionary<string, string> environment) =>
        new SettingsReader(name => environment.GetValueOrDefault(name)).Read(_file);
}
