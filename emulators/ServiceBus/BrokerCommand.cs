using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Emulators.ServiceBus.Access;
using Emulators.ServiceBus.Definitions;
using Emulators.Sqlite;
using Microsoft.Extensions.Logging;

namespace Emulators.ServiceBus;

/// <summary>The command line. The key is never on it: every user of the machine can read the arguments of a process.</summary>
internal static class BrokerCommand
{
    private const int CannotStart = 1;

    public static RootCommand Create()
    {
        var port = new Option<int>("--port") { Description = "Where clients connect.", DefaultValueFactory = static _ => 5672 };
        var address = new Option<IPAddress>("--address")
        {
            Description = "The address to listen on. Anyone who can reach it and has the key can use the queues; nothing is encrypted.",
            CustomParser = static result =>
            {
                if (IPAddress.TryParse(result.Tokens[0].Value, out var parsed))
                {
                    return parsed;
                }

                result.AddError($"'{result.Tokens[0].Value}' is no IP address.");
                return null;
            },
            DefaultValueFactory = static _ => IPAddress.Loopback,
        };
        var http = new Option<int>("--http-port") { Description = "Where health and counts are shown, on 127.0.0.1 only.", DefaultValueFactory = static _ => 5300 };
        CheckPort(port);
        CheckPort(http);
        var data = new Option<string>("--data") { Description = "Folder of the queues.", DefaultValueFactory = static _ => ".service-bus" };
        var queues = new Option<string>("--queues") { Description = "The queues' definitions: Config.json of Microsoft's emulator.", Required = true };
        var key = new Option<string?>("--key-file") { Description = "File with the key. Default: access.key in the data folder, made at the first start." };
        var command = new RootCommand("A Service Bus broker for one machine.") { port, address, http, data, queues, key };
        command.SetAction((parsed, token) =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(data));
            return RunAsync(
                new BrokerOptions(
                    folder,
                    parsed.GetRequiredValue(queues),
                    parsed.GetValue(key) ?? Path.Combine(folder, "access.key"),
                    new IPEndPoint(parsed.GetRequiredValue(address), parsed.GetValue(port)),
                    parsed.GetValue(http)),
                token);
        });
        return command;
    }

    private static void CheckPort(Option<int> option) => option.Validators.Add(static result =>
    {
        if (result.Tokens is [{ Value: var text }] && !ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            result.AddError($"'{text}' is no port.");
        }
    });

    private static async Task<int> RunAsync(BrokerOptions options, CancellationToken cancellationToken)
    {
        using var logging = LoggerFactory.Create(static builder => builder.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
        }));
        try
        {
            await using var broker = await Broker.StartAsync(options, logging, cancellationToken: cancellationToken);
            await Console.Out.WriteLineAsync($"Listening on {broker.EndPoint}. The key is in {options.KeyFile}; counts are at {broker.HttpAddress}queues.");
            await WaitForStopAsync(cancellationToken);
            return 0;
        }
        catch (Exception exception) when (exception is DefinitionsException or DatabaseException or SharedAccessKeyException or SocketException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(exception is SocketException ? $"{options.Address} cannot be listened on: {exception.Message}" : exception.Message);
            return CannotStart;
        }
    }

    private static async Task WaitForStopAsync(CancellationToken cancellationToken)
    {
        var stopping = new TaskCompletionSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stopping.TrySetResult();
        });
        await using var canceled = cancellationToken.Register(() => stopping.TrySetResult());
        await stopping.Task;
    }
}
