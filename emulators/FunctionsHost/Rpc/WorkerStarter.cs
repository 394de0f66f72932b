using System.Net.Sockets;
using Emulators.FunctionsHost.Rpc.Messages;
using Emulators.FunctionsHost.Settings;

namespace Emulators.FunctionsHost.Rpc;

/// <summary>Starts a worker and returns when it is ready: process, stream, metadata, functions, its own server.</summary>
/// <param name="app">The app's assembly, an absolute path.</param>
/// <param name="host">The address that workers call.</param>
internal sealed class WorkerStarter(string app, Uri host, WorkerCalls calls, IReadOnlyDictionary<string, string?> settings, WorkerLog log)
{
    /// <summary>The host version to report. A worker requires only capabilities that it knows.</summary>
    public const string HostVersion = "4.1040.0";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(10);

    /// <exception cref="HostStartException">The app exits, cannot be loaded or is silent for a minute.</exception>
    public async Task<Worker> StartAsync(CancellationToken cancellationToken)
    {
        var workerId = Guid.NewGuid().ToString();
        var stream = new WorkerStream(log.Write);
        calls.Expect(workerId, stream);
        var process = WorkerProcess.Start(app, host, workerId, settings, log.WriteOutput);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            await WaitForCallAsync(process, stream, patience.Token);
            return await PrepareAsync(process, stream, patience.Token);
        }
        catch (Exception error) when (error is WorkerLostException or OperationCanceledException)
        {
            process.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new HostStartException(error is WorkerLostException ? $"The app exited during startup. {log.LastOutput}" : "The app did not respond for a minute.");
        }
        catch
        {
            process.Dispose();
            throw;
        }
        finally
        {
            calls.Forget(workerId);
        }
    }

    private static async Task WaitForCallAsync(WorkerProcess process, WorkerStream stream, CancellationToken cancellationToken)
    {
        await Task.WhenAny(stream.Connected, process.Exited).WaitAsync(cancellationToken);
        if (!stream.Connected.IsCompleted)
        {
            throw new WorkerLostException("The app never connected.");
        }

        _ = process.Exited.ContinueWith(_ => stream.Close(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task<Worker> PrepareAsync(WorkerProcess process, WorkerStream stream, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(app)!;
        var init = (await AskAsync(stream, message => message.WorkerInitRequest = new WorkerInitRequest
        {
            HostVersion = HostVersion,
            WorkerDirectory = folder,
            FunctionAppDirectory = folder,
        }, cancellationToken)).WorkerInitResponse;
        Expect(init.Result, "The worker cannot be initialized");
        var metadata = (await AskAsync(
            stream, message => message.FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = folder }, cancellationToken))
            .FunctionMetadataResponse;
        Expect(metadata.Result, "The app's functions cannot be read");
        await Task.WhenAll(metadata.FunctionMetadataResults.Select(function => LoadAsync(stream, function, cancellationToken)));
        var address = init.Capabilities.TryGetValue("HttpUri", out var uri) ? new UriBuilder(uri) { Host = "127.0.0.1" }.Uri : null;
        await ProbeAsync(address, stream, cancellationToken);
        return new Worker(process, stream) { HttpAddress = address, Functions = metadata.FunctionMetadataResults };
    }

    private static async Task LoadAsync(WorkerStream stream, RpcFunctionMetadata function, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            stream,
            message => message.FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function },
            cancellationToken);
        Expect(answer.FunctionLoadResponse.Result, $"Function '{function.Name}' cannot be loaded");
    }

    /// <summary>Waits until the worker listens at its address, which it reports before that.</summary>
    private static async Task ProbeAsync(Uri? address, WorkerStream stream, CancellationToken cancellationToken)
    {
        while (address is not null && !stream.Closed.IsCompleted)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(address.Host, address.Port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(BetweenProbes, TimeProvider.System, cancellationToken);
            }
        }
    }

    private static Task<StreamingMessage> AskAsync(WorkerStream stream, Action<StreamingMessage> fill, CancellationToken cancellationToken)
    {
        var question = new StreamingMessage { RequestId = Guid.NewGuid().ToString() };
        fill(question);
        return stream.AskAsync(question, cancellationToken);
    }

    private static void Expect(StatusResult? result, string fault)
    {
        if (result is { Status: not StatusResult.Types.Status.Success })
        {
            throw new HostStartException($"{fault}: {result.Exception?.Message}");
        }
    }
}
