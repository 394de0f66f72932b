using System.CommandLine;
using SegFunctions.Local.Client;
using SegFunctions.Local.Settings;
using SegFunctions.Local.Setup;
using SegFunctions.Local.Stack;

namespace SegFunctions.Local.Commands;

/// <summary><c>serve</c>: runs the stack until it is told to stop.</summary>
internal sealed class ServeCommand : Command
{
    private readonly Option<int?> _port = NumberOptions.Whole("--port", "Where the API listens on 127.0.0.1. [default: 7071; env: SEG_PORT]");

    private readonly Option<string?> _data = PathOptions.Create("--data", "Where jobs and results are kept. [default: ~/.local/share/segfunctions; env: SEG_DATA]");

    private readonly Option<int?> _workers = NumberOptions.Whole("--workers", "Number of inference processes. [default: 1; env: SEG_WORKERS]");

    private readonly ProviderOption _provider = new();

    private readonly NetworkOptions _networks = new();

    private readonly Option<bool> _allowLoopback = new("--allow-loopback")
    {
        Description = "Allow inputUrls and webhooks at addresses of this machine, which are blocked by default. Anyone with a key can then make the service send requests to whatever listens on 127.0.0.1.",
    };

    public ServeCommand()
        : base("serve", "Run the whole stack on this machine until Ctrl-C. SEG_API_KEY sets the key that clients need.")
    {
        Options.Add(_port);
        Options.Add(_data);
        Options.Add(_workers);
        Options.Add(_provider);
        foreach (var option in _networks.All)
        {
            Options.Add(option);
        }

        Options.Add(_allowLoopback);
        CommandContext.Bind(this, RunAsync);
    }

    private async Task<int> RunAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var port = InRange(parsed.GetValue(_port) ?? context.Settings.Port ?? ServerAddress.Local.Port, 1, 65_535, "The port");
        var workers = InRange(parsed.GetValue(_workers) ?? context.Settings.Workers ?? 1, 1, 64, "The number of workers");
        var data = context.DataFolder(parsed.GetValue(_data));
        var networks = _networks.Read(parsed, context, data);
        var logs = Path.Combine(data, "logs");
        var key = ApiConnection.CheckKey(context.Settings.ApiKey ?? LocalSettings.DefaultApiKey);

        using var guard = ProcessGuard.Start();
        await using var stack = await context.Screen.ShowAsync(async rows =>
        {
            var setup = new StackSetup(context.Cache, context.Time);
            foreach (var sentence in setup.Models.DescribeMissing(ModelSetup.ForWords))
            {
                context.Screen.Say(sentence);
            }

            var azurite = await setup.EnsureAsync(ModelSetup.ForWords, rows, cancellationToken);
            var row = rows.Add("stack");
            row.Report(0, $"starting Azurite, the broker, the functions app and {(workers == 1 ? "a worker" : $"{workers} workers")}; logs in {logs}");
            var options = new StackOptions(data, azurite, setup.ModelsFolder, key, port, workers)
            {
                Provider = _provider.Read(parsed, context.Settings),
                KnowsAnyWord = networks.Text is not null,
                JobModels = [.. networks.Read().Select(added => added.Name)],
                WordModels = networks.ReadForWords(),
                WorkerSettings = new Dictionary<string, string>(networks.ToWorkerSettings()),
                AllowsLoopback = parsed.GetValue(_allowLoopback),
            };
            var started = await LocalStack.StartAsync(options, guard, exit => context.Screen.Say(Describe(exit)), context.Time, cancellationToken);
            row.End("ready");
            return started;
        });
        foreach (var sentence in networks.Subject is not null ? [] : new StackSetup(context.Cache, context.Time).Models.DescribeMissing(ModelSetup.ForSubject))
        {
            context.Screen.Say($"The first job for the subject fetches {sentence} `models install` fetches it beforehand.");
        }

        context.Screen.Say($"Ready on {stack.BaseUrl} (health: {stack.BaseUrl}healthz). Send the header x-api-key: {Shown(key)}. Data: {data}. Logs: {logs}. Ctrl-C stops.");
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    private static string Describe(ChildExit exit) =>
        $"{exit.Name} ended with exit code {exit.ExitCode}; it is restarted in {exit.Pause.TotalSeconds:0.##} s.";

    // A user's own key is a secret, which must not appear on the screen.
    private static string Shown(string key) => key == LocalSettings.DefaultApiKey ? key : "(your SEG_API_KEY)";

    private static int InRange(int value, int least, int most, string name) =>
        value >= least && value <= most ? value : throw new UserException($"{name} is {value}, not between {least} and {most}.");
}
