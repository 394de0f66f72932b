using System.CommandLine;
using SegFunctions.Local.Commands;

namespace SegFunctions.Local.Tests.Commands;

/// <summary>Tries every option and argument of every command with absurd values, including the contents of files that they name.</summary>
public sealed class HostileValuesTests : IDisposable
{
    private const string Nobody = "http://127.0.0.1:1";

    private static readonly string[] Texts = ["", " ", "\u0001\n", "ключ", "\"'`$(x)", "-", new('x', 5_000)];
    private static readonly string[] Numbers = ["", "abc", "-1", "1.5", "99999999999", "NaN", "1e999", "٣"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    public static TheoryData<string> Commands { get; } = [.. Leaves(LocalCommandLine.Create()).Select(leaf => leaf.Path)];

    private string Picture
    {
        get
        {
            var path = Path.Combine(_folder.FullName, "photo.png");
            File.WriteAllBytes(path, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]);
            return path;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_option_answers_every_value_in_a_sentence(string path)
    {
        var (_, command, options) = Leaves(LocalCommandLine.Create()).Single(leaf => leaf.Path == path);
        foreach (var option in options)
        {
            foreach (var value in ValuesFor(option))
            {
                // A stack would start, and each of the other commands tests the option.
                if (path == "serve" && option.Name is not ("--port" or "--workers" or "--provider") && value is not ("/proc/nowhere/x" or "/dev/null/x"))
                {
                    continue;
                }

                string[] arguments = [.. path.Split(' '), .. BaseArguments(command, option), option.Name, value];
                var run = await InvokedCommand.RunAsync(arguments);

                var said = string.Join(' ', arguments);
                if (path == "models list" && run.Code == 0)
                {
                    run.AssertNoInnards(said);
                }
                else
                {
                    run.AssertRefused(said);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_argument_answers_every_value_in_a_sentence(string path)
    {
        var (_, command, _) = Leaves(LocalCommandLine.Create()).Single(leaf => leaf.Path == path);
        foreach (var argument in command.Arguments)
        {
            // A lone dash is the standard input of these tests.
            foreach (var value in Texts.Where(text => text != "-" || path != "segment").Append("--no-such-option").Append(_folder.FullName))
            {
                string[] arguments = [.. path.Split(' '), .. command.Arguments.Select(other => other == argument ? value : "1"), .. OptionsFor(command, null)];
                var run = await InvokedCommand.RunAsync(arguments);

                run.AssertRefused(string.Join(' ', arguments));
            }
        }
    }

    [Theory]
    [InlineData("{\"port\": \"x\"", "is not JSON: line 1, column 13.")]
    [InlineData("", "is not JSON: line 1, column 1.")]
    [InlineData("\u0000\u0001", "is not JSON: line 1, column 1.")]
    [InlineData("[]", "is not a JSON object, such as {\"port\": 7071}.")]
    [InlineData("{\"prot\": 7}", "has 'prot', which is not a setting. Did you mean port?")]
    [InlineData("{\"api_key\": \"k\"}", "has 'api_key', which is not a setting. Did you mean apiKey?")]
    [InlineData("{\"port\": \"x\"}", "has the wrong kind of value for port.")]
    [InlineData("{\"port\": 1.5}", "has the wrong kind of value for port.")]
    [InlineData("{\"server\": 7}", "has the wrong kind of value for server.")]
    public async Task A_settings_file_that_is_wrong_is_told_where(string content, string sentence)
    {
        var path = Path.Combine(_folder.FullName, "settings.json");
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        var run = await InvokedCommand.RunAsync("keys", "list", "--config", path);

        run.AssertRefused(content);
        Assert.Equal($"error: The settings file {path} {sentence}\n", run.Errors);
    }

    [Theory]
    [InlineData("/nowhere/settings.json", "cannot be read: Could not find")]
    [InlineData("/proc/self/mem", "cannot be read: Input/output error")]
    [InlineData("/tmp", "cannot be read: It is a folder.")]
    public async Task A_settings_file_that_cannot_be_read_is_said(string path, string sentence)
    {
        var run = await InvokedCommand.RunAsync("keys", "list", "--config", path);

        run.AssertRefused(path);
        Assert.Contains($"The settings file {path} {sentence}", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_said_to_be_one()
    {
        var run = await InvokedCommand.RunAsync("serve", "--port", "7999", "--data", Picture);

        run.AssertRefused("serve");
        Assert.Contains($"error: The data folder {_folder.FullName}/photo.png is a file.\n", run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<(string Path, Command Command, IReadOnlyList<Option> Options)> Leaves(Command command, string path = "", params Option[] above)
    {
        Option[] options = [.. above, .. command.Options.Where(option => option is not (System.CommandLine.Help.HelpOption or VersionOption))];
        return command.Subcommands.Count == 0
            ? [(path, command, options)]
            : command.Subcommands.SelectMany(below => Leaves(below, $"{path} {below.Name}".Trim(), [.. options.Where(option => option.Recursive)]));
    }

    private static string[] ValuesFor(Option option) =>
        option.ValueType == typeof(bool) ? ["maybe"]
        : option.ValueType == typeof(int?) || option.ValueType == typeof(double?) ? Numbers
        : option.Name is "--config" or "--cache" or "--data" or "--out" or "--resume" ? ["", "/proc/nowhere/x", "/dev/null/x", new('x', 5_000), "/dev/full"]
        : Texts;

    private string[] BaseArguments(Command command, Option hostile) =>
        [.. command.Arguments.Select(argument => argument.Name == "pictures" ? Picture : "1"), .. OptionsFor(command, hostile)];

    /// <summary>The other arguments that the command needs to get as far as a server that is not there.</summary>
    private string[] OptionsFor(Command command, Option? hostile) =>
        command.Name == "segment" && hostile?.Name == "--resume" ? []
        : command.Name == "segment" ?
        [
            .. hostile?.Name == "--server" ? [] : (string[])["--server", Nobody], .. hostile?.Name == "--text" ? [] : (string[])["--text", "boat"],
            .. hostile?.Name == "--out" ? [] : (string[])["--out", Path.Combine(_folder.FullName, "out")],
        ]
        : command.Parents.Any(parent => parent.Name is "jobs" or "keys" or "accounts") && hostile?.Name != "--server" ? ["--server", Nobody]
        : [];
}
