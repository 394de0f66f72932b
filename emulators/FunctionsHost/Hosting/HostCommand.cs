using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using Emulators.FunctionsHost.Settings;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Hosting;

/// <summary>The command line. Settings, including keys, come from the environment, because every user of the machine can read a process's arguments.</summary>
internal static class HostCommand
{
    private const int CannotStart = 1;
    private const int IsBroken = 2;

    public static RootCommand Create()
    {
        var app = new Argument<string>("app") { Description = "The app's assembly, as built: bin/…/App.dll. Its host.json is beside it." };
        var port = new Option<int>("--port") { Description = "The HTTP port.", DefaultValueFactory = static _ => 7071 };
        var address = AddressOption.Create("The address to listen on. Anyone who can reach it can call anonymous functions.");
        var data = new Option<string>("--data") { Description = "Folder for everything that must survive a restart.", DefaultValueFactory = static _ => ".functions-host" };
        var command = new RootCommand("A Functions host for one machine.") { app, port, address, data };
        command.SetAction((parsed, _) => RunAsync(
            new FunctionsHostOptions(parsed.GetRequiredValue(app), Path.GetFullPath(parsed.GetRequiredValue(data)))
            {
                Address = new IPEndPoint(parsed.GetRequiredValue(address), parsed.GetValue(port)),
                ConfigureLogging = static logging => logging.AddSimpleConsole(console =>
                {
                    console.SingleLine = true;
                    console.TimestampFormat = "HH:mm:ss.fff ";
                }),
            }));
        return command;
    }

    private static async Task<int> RunAsync(FunctionsHostOptions options)
    {
        // Registered before anyone can know that the host runs and ask it to stop.
        using var stopping = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using var host = await RunningHost.StartAsync(options, stopping.Token);
            await Console.Out.WriteLineAsync($"Listening on {host.Address}");
            await Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping.Token), host.Broken);
            if (!host.Broken.IsCompleted)
            {
                return 0;
            }

            await Console.Error.WriteLineAsync($"Durable state can no longer be written: {(await host.Broken).Message}");
            return IsBroken;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop during startup.
            return 0;
        }
        catch (Exception error) when (error is HostStartException or IOException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return CannotStart;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            _ = stopping.CancelAsync();
        }
    }
}
