using System.Text.Json.Nodes;
using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Rpc.Messages;

namespace Emulators.FunctionsHost.Durable;

/// <summary>
/// The durable client's binding: the address of the extension's gRPC endpoint. The extension announces it once it runs, by which time it may already have resumed
/// earlier work; functions that need a client wait for it.
/// </summary>
internal sealed class DurableClientInput : IInputSource
{
    private readonly TaskCompletionSource<string> _json = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string BindingType => DurableFunctions.ClientBinding;

    /// <param name="json">As the extension wrote it for a binding without a name.</param>
    public void Set(string json) => _json.TrySetResult(json);

    /// <summary>Gives up because the extension will not start: waiting calls are canceled.</summary>
    public void GiveUp() => _json.TrySetCanceled();

    public async ValueTask<TypedData> ReadAsync(FunctionBinding binding, CancellationToken cancellationToken)
    {
        var json = await _json.Task.WaitAsync(cancellationToken);
        if (string.IsNullOrEmpty(binding.TaskHub) && string.IsNullOrEmpty(binding.ConnectionName))
        {
            return new TypedData { String = json };
        }

        var named = JsonNode.Parse(json)!;
        named["taskHubName"] = binding.TaskHub ?? named["taskHubName"]?.GetValue<string>();
        named["connectionName"] = binding.ConnectionName;
        return new TypedData { String = named.ToJsonString() };
    }
}
