using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Networks;

/// <summary>
/// Runs a minimal network on the configured provider. A build offers a provider even if its libraries or its device are missing, and
/// ONNX Runtime falls back to the CPU for what a provider does not support: both show only in a session.
/// </summary>
internal static class ProviderTrial
{
    /// <summary><c>y = Relu(x)</c> of one number: an ONNX model of format 7, operator set 13.</summary>
    private static readonly byte[] Network = Convert.FromBase64String(
        "CAc6MwoMCgF4EgF5IgRSZWx1EgFnWg8KAXgSCgoICAESBAoCCAFiDwoBeRIKCggIARIECgIIAUIECgAQDQ==");

    /// <returns>Why nothing can run on the provider; null if it works.</returns>
    public static string? FindFault(OnnxSettings settings)
    {
        try
        {
            using var options = OnnxSessions.CreateOptions(settings);
            if (settings.Provider != ExecutionProvider.Cpu)
            {
                options.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
            }

            using var session = new InferenceSession(Network, options);
            using var input = OrtValue.CreateTensorValueFromMemory([-1f], [1]);
            using var run = new RunOptions();
            using var outputs = session.Run(run, ["x"], [input], ["y"]);
            return null;
        }
        catch (OnnxRuntimeException exception)
        {
            return $"Inference:Provider is '{settings.ProviderName}', but nothing can be computed there: {exception.Message}";
        }
    }
}
