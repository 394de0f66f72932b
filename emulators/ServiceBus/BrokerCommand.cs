using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Emulators.ServiceBus.Access;
using Emulators.ServiceBus.Definitions;
using Emulators.Sqlite;

namespace Emulators.ServiceBus;

/// <summary>The command line. The key is never part of it: every user of the machine can read a process's arguments, but only its owner can read its environment.</summary>
internal static class BrokerCommand
{
    private const string KeyVariable = "SERVICE_BUS_KEY";
    private const int CannotStart = 1;

    public static RootCommand Create()
    {
        var port = new Option<int>("--port") { Description = "Port for clients.", DefaultValueFactory = static _ => 5672 };
        var address = AddressOption.Create("The address to listen on. Anyone who can reach it and has the key can use the queues; nothing is encrypted.");
        var http = new Option<int>("--http-port") { Description = "Port of the health and counts pages, on 127.0.0.1 only.", DefaultValueFactory = static _ => 5300 };
        CheckPort(port);
        CheckPort(http);
        var data = new Option<string>("--data") { Description = "Folder with the queues' data.", DefaultValueFactory = static _ => ".service-bus" };
        var queues = new Option<string>("--queues") { Description = "The queues' definitions: Config.json of Microsoft's emulator.", Required = true };
        var key = new Option<string?>("--key-file") { Description = $"File with the key. Default: access.key in the data folder, created at the first start. The environment variable {KeyVariable} takes precedence." };
        var command = new RootCommand("A Service Bus broker for one machine.") { port, address, http, data, queues, key };
        command.SetAction((parsed, _) =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(data));
            return RunAsync(
                new BrokerOptions(
                    folder,
                    parsed.GetRequiredValue(queues),
                    parsed.GetValue(key) ?? Path.Combine(folder, "access.key"),
                    new IPEndPoint(parsed.GetRequiredValue(address), parsed.GetValue(port)),
                    parsed.GetValue(http))
                {
                    Key = Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } own ? own : null,
                });
        });
        return command;
    }

    private static void CheckPort(Option<int> option) => option.Validators.Add(static result =>
    {
        if (result.Tokens is [{ Value: var text }] && !ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            result.AddError($"'{text}' is not a port.");
        }
    });

    private static async Task<int> RunAsync(BrokerOptions options)
    {
        try
        {
            await using var broker = await Broker.StartAsync(options, Report);
            await Console.Out.WriteLineAsync($"Listening on {broker.EndPoint}. The key is in {(options.Key is null ? options.KeyFile : KeyVariable)}; counts are at {broker.HttpAddress}queues.");
            await WaitForStopAsync();
            return 0;
        }
        catch (Exception exception) when (Explain(exception, options) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return CannotStart;
        }
    }

    private static void Report(Exception exception) =>
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} The queues' file could not be read or written, which will be retried: {exception.Message}"));

    /// <returns>A sentence for a fault that the user can fix; null for a bug in the program.</returns>
    private static string? Explain(Exception exception, BrokerOptions options) => exception switch
    {
        SocketException => $"The broker cannot listen on {options.Address}: {exception.Message}.",
        HttpListenerException => $"The broker cannot listen on 127.0.0.1:{options.HttpPort}: {exception.Message}.",
        DefinitionsException or DatabaseException or SharedAccessKeyException or IOException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };

    private static async Task WaitForStopAsync()
    {
        var stopping = new TaskCompletionSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await stopping.Task;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.TrySetResult();
        }
    }
}
