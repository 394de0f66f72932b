using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Networks;

/// <summary>
/// ONNX Runtime's sessions for one provider, each for any number of callers. On a CPU a file has two: one for a caller that is alone, with all
/// threads, and one for callers that work beside each other, with a part of the threads each. The threads of one call wait for each other at
/// every layer, so calls side by side take less of the CPU than one after the other.
/// </summary>
public sealed class OnnxSessions : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Path, int Threads), InferenceSession> _opened = [];
    private readonly OnnxSettings _settings;
    private int _callers;

    /// <exception cref="InvalidOperationException">The runtime in this build lacks the provider, or the machine what it needs.</exception>
    public OnnxSessions(OnnxSettings settings)
    {
        _settings = settings;
        if (FindFault(settings) is { } fault)
        {
            throw new InvalidOperationException(fault);
        }
    }

    /// <summary>Whether there is another caller now, and sessions for that.</summary>
    internal bool IsShared => Volatile.Read(ref _callers) > 1 && _settings.Provider == ExecutionProvider.Cpu && _settings.PictureCount > 1;

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

    /// <summary>One more or one less of those whose calls may run at the same time.</summary>
    internal void CountCaller(int change) => Interlocked.Add(ref _callers, change);

    /// <summary>Opens the file if it is not open, and gives one caller its way in.</summary>
    /// <param name="name">As the catalogue calls the network.</param>
    /// <param name="path">Path of the ONNX file.</param>
    /// <param name="outputs">What every call reads, in this order; none reads the first.</param>
    /// <exception cref="OnnxRuntimeException">The file is no readable network, or the provider cannot start.</exception>
    internal OnnxSession Open(string name, string path, params IReadOnlyList<string> outputs) => new(this, path, name, outputs);

    /// <summary>The file's session, opened if it is not open.</summary>
    /// <param name="path">Path of the ONNX file.</param>
    /// <param name="shared">The one for callers that work beside each other.</param>
    internal InferenceSession Get(string path, bool shared)
    {
        var threads = shared ? _settings.SharedThreadCount : _settings.ThreadCount;
        lock (_lock)
        {
            if (!_opened.TryGetValue((path, threads), out var session))
            {
                using var options = CreateOptions(_settings with { Threads = threads });
                _opened.Add((path, threads), session = new InferenceSession(path, options));
            }

            return session;
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

    /// <param name="settings">Provider and threads.</param>
    /// <param name="batch">Pictures of a call, where a file leaves that open; only a GPU is told.</param>
    /// <exception cref="OnnxRuntimeException">The provider's libraries are missing.</exception>
    internal static SessionOptions CreateOptions(OnnxSettings settings, int batch = 1)
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // A number of our own: with its default ONNX Runtime counts the host's cores, also those that a container may not use, and ties each
            // thread to a core, where it waits for whatever else runs there.
            IntraOpNumThreads = settings.ThreadCount,
            InterOpNumThreads = 1,

            // A pattern makes a network's second call ask the arena for one more block of all that it needs, which is then kept: half a gigabyte for
            // the largest. Answers and times are the same without.
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Idle threads that spin would take the cores from decoding and encoding.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        AppendProvider(options, settings.Provider, batch);
        return options;
    }

    private static void AppendProvider(SessionOptions options, ExecutionProvider provider, int batch)
    {
        switch (provider)
        {
            case ExecutionProvider.Cuda:
                GpuOptions.FixShapes(options, batch);
                GpuOptions.AppendCuda(options);
                break;
            case ExecutionProvider.TensorRt:
                GpuOptions.FixShapes(options, batch);
                GpuOptions.AppendTensorRt(options);
                break;
            case ExecutionProvider.Cpu:
            default:
                SharedArena.Use(options);
                options.AppendExecutionProvider_CPU();
                break;
        }
    }
}
