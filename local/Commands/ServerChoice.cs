using SegFunctions.Local.Client;
using SegFunctions.Local.Output;
using SegFunctions.Local.Settings;
using SegFunctions.Local.Setup;
using SegFunctions.Local.Stack;

namespace SegFunctions.Local.Commands;

/// <summary>The server of one run: a given one, or a stack of its own for the duration of the run, on free ports and in a temporary folder.</summary>
/// <param name="named">Base URL; null for a stack of our own.</param>
/// <param name="apiKey">Null for the default.</param>
/// <param name="provider">Where the networks of a stack of our own run.</param>
/// <param name="networks">The added networks of a stack of our own.</param>
/// <param name="context">The command's context.</param>
/// <exception cref="UserException">No client can send the key.</exception>
internal sealed class ServerChoice(Uri? named, string? apiKey, string provider, AddedNetworks networks, CommandContext context) : IAsyncDisposable
{
    private ProcessGuard? _guard;
    private LocalStack? _stack;
    private DirectoryInfo? _data;

    public string ApiKey { get; } = ApiConnection.CheckKey(apiKey ?? LocalSettings.DefaultApiKey);

    /// <param name="models">Names of the networks that a stack of our own will need.</param>
    /// <param name="rows">Shows its start.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>The base URL.</returns>
    public async Task<Uri> ReachAsync(IReadOnlyList<string> models, IProgressRows rows, CancellationToken cancellationToken)
    {
        if (named is not null)
        {
            return named;
        }

        _guard = ProcessGuard.Start();
        var setup = new StackSetup(context.Cache, context.Time);
        foreach (var sentence in setup.Models.DescribeMissing(models))
        {
            context.Screen.Say(sentence);
        }

        var azurite = await setup.EnsureAsync(models, rows, cancellationToken);
        var row = rows.Add("stack");
        row.Report(0, "starting");
        _data = Directory.CreateTempSubdirectory("segfunctions-");
        var options = new StackOptions(_data.FullName, azurite, setup.ModelsFolder, ApiKey, Port: null, Workers: 1)
        {
            Provider = provider,

            // The pictures follow at once: a warm-up with a blank one would only delay them.
            WorkerSettings = new Dictionary<string, string>([new("Models__WarmUp", "Open"), .. networks.ToWorkerSettings()]),
            KnowsAnyWord = networks.Text is not null,
            JobModels = [.. networks.Read().Select(added => added.Name)],
            WordModels = networks.ReadForWords(),
        };
        _stack = await LocalStack.StartAsync(
            options, _guard, exit => context.Screen.Say($"{exit.Name} ended with exit code {exit.ExitCode} and is being restarted."), context.Time, cancellationToken);
        row.End("ready");
        return _stack.BaseUrl;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }

        _data?.Delete(recursive: true);
        _guard?.Dispose();
    }
}
