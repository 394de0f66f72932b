using System.Text.Json.Nodes;
using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Rpc.Messages;

namespace Emulators.FunctionsHost.Durable;

/// <summary>The durable client's binding: where the extension's gRPC endpoint is.</summary>
/// <param name="json">As the extension wrote it for a binding without a name.</param>
internal sealed class DurableClientInput(string json) : IInputSource
{
    public string BindingType => DurableFunctions.ClientBinding;

    public TypedData Read(FunctionBinding binding)
    {
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
