using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Rpc;
using Emulators.FunctionsHost.Rpc.Messages;
using Newtonsoft.Json;

namespace Emulators.FunctionsHost.Durable;

/// <summary>Passes the extension's calls on to the worker, and its results back.</summary>
internal sealed class DurableCalls(DurableFunctions functions, FunctionInvoker invoker, DurableClientInput client)
{
    /// <summary>The only message that makes the extension abandon the work and retry it, for orchestrators, entities and activities alike.</summary>
    private const string NoWorker = "Did not find any initialized language workers";

    private static readonly JsonSerializerSettings AsWritten = new() { DateParseHandling = DateParseHandling.None };

    private readonly Dictionary<string, HostFunction> _functions = functions.All.ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="InvalidOperationException">In the form that the extension expects: the worker is lost, or the function threw.</exception>
    public async Task<object?> CallAsync(string function, string? input, string? instanceId)
    {
        if (function == EmittedFunctions.ClientProbe)
        {
            client.Set(input!);
            return null;
        }

        try
        {
            var answer = await invoker.InvokeAsync(_functions[function], Request(_functions[function], input, instanceId), CancellationToken.None);
            return Value(answer.ReturnValue);
        }
        catch (Exception error) when (error is WorkerLostException or FunctionTimeoutException or OperationCanceledException)
        {
            throw new InvalidOperationException(NoWorker, error);
        }
        catch (FunctionFailedException error)
        {
            throw new InvalidOperationException($"Result: Failure\nException: {error.Error?.Message}\nStack: {error.Error?.StackTrace}");
        }
    }

    private static InvocationRequest Request(HostFunction function, string? input, string? instanceId)
    {
        var data = input is null ? new TypedData() : new TypedData { String = input };
        var request = new InvocationRequest { InputData = { new ParameterBinding { Name = function.Trigger.Name, Data = data } } };
        if (instanceId is not null)
        {
            request.TriggerMetadata["instanceId"] = new TypedData { String = instanceId };
            request.TriggerMetadata["data"] = data;
        }

        return request;
    }

    private static object? Value(TypedData? value) => value?.DataCase switch
    {
        TypedData.DataOneofCase.String => value.String,
        TypedData.DataOneofCase.Json => JsonConvert.DeserializeObject(value.Json, AsWritten),
        TypedData.DataOneofCase.Bytes => value.Bytes.ToByteArray(),
        _ => null,
    };
}
