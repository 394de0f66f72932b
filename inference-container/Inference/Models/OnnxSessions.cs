using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Models;

/// <summary>
/// ONNX Runtime's sessions for one provider, one a file: any number of calls may run in one at a time, so weights are in memory once and what
/// calls need beside them is kept together.
/// </summary>
public sealed class OnnxSessions : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, InferenceSession> _opened = new(StringComparer.Ordinal);
    private readonly OnnxSettings _settings;

    /// <exception cref="InvalidOperationException">The runtime in this build lacks the provider, or the machine what it needs.</exception>
    public OnnxSessions(OnnxSettings settings)
    {
        _settings = settings;
        if (FindFault(settings) is { } fault)
        {
            throw new InvalidOperationException(fault);
        }
    }

    public string ProviderName => _settings.ProviderName;

    /// <returns>Why these settings cannot work in this build or on this machine; null when they can.</returns>
    public static string? FindFault(OnnxSettings settings)
    {
        var wanted = settings.Provider switch
        {
            ExecutionProvider.Cpu => "CPUExecutionProvider",
            ExecutionProvider.Cuda => "CUDAExecutionProvider",
            _ => "TensorrtExecutionProvider",
        };
        var available = OrtEnv.Instance().GetAvailableProviders();
        return available.Contains(wanted, StringComparer.Ordinal)
            ? ProviderTrial.FindFault(settings)
            : $"Inference:Provider is '{settings.ProviderName}', but this build of ONNX Runtime offers only {string.Join(", ", available)}.";
    }

    /// <summary>Opens the file if it is not open, and gives one caller its way in.</summary>
    /// <param name="name">As the catalogue calls the network.</param>
    /// <param name="path">Of the ONNX file.</param>
    /// <param name="outputs">What every call reads, in this order; none reads the first.</param>
    /// <exception cref="OnnxRuntimeException">The file is no readable network, or the provider cannot start.</exception>
    internal OnnxNetwork Open(string name, string path, params IReadOnlyList<string> outputs)
    {
        lock (_lock)
        {
            if (!_opened.TryGetValue(path, out var session))
            {
                using var options = CreateOptions(_settings);
                _opened.Add(path, session = new InferenceSession(path, options));
            }

            return new OnnxNetwork(session, name, outputs);
        }
    }

    /// <summary>Networks must be disposed before.</summary>
    public void Dispose()
    {
        foreach (var session in _opened.Values)
        {
            session.Dispose();
        }

        _opened.Clear();
    }

    /// <exception cref="OnnxRuntimeException">The provider's libraries are missing.</exception>
    internal static SessionOptions CreateOptions(OnnxSettings settings)
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = settings.Threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Idle threads that spin would take the cores from decoding and encoding.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        AppendProvider(options, settings.Provider);
        return options;
    }

    private static void AppendProvider(SessionOptions options, ExecutionProvider provider)
    {
        switch (provider)
        {
            case ExecutionProvider.Cuda:
                GpuOptions.FixShapes(options);
                GpuOptions.AppendCuda(options);
                break;
            case ExecutionProvider.TensorRt:
                GpuOptions.FixShapes(options);
                GpuOptions.AppendTensorRt(options);
                break;
            case ExecutionProvider.Cpu:
            default:
                options.AppendExecutionProvider_CPU();
                break;
        }
    }
}
