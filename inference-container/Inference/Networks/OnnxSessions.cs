using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Networks;

/// <summary>
/// ONNX Runtime's sessions for one provider, each for any number of callers. On a CPU a file has two sessions: one for a single caller, with all
/// threads, and one for concurrent callers, with a share of the threads per call. The threads of one call wait for each other at
/// every layer, so concurrent calls use the CPU better than consecutive ones.
/// </summary>
public sealed class OnnxSessions : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Lock _largeCall = new();
    private readonly Dictionary<(string Path, int Threads), InferenceSession> _opened = [];
    private readonly OnnxSettings _settings;
    private readonly OnnxSessions? _shared;
    private readonly IReadOnlyList<string> _folders = [];
    private int _callers;

    /// <exception cref="InvalidOperationException">This build of the runtime lacks the provider, or the machine lacks what the provider requires.</exception>
    public OnnxSessions(OnnxSettings settings)
    {
        _settings = settings;
        if (FindFault(settings) is { } fault)
        {
            throw new InvalidOperationException(fault);
        }
    }

    private OnnxSessions(OnnxSessions shared, IEnumerable<string> folders) => (_settings, _shared, _folders) = (shared._settings, shared, [.. folders]);

    /// <summary>Whether there are concurrent callers now, and sessions for them.</summary>
    internal bool IsShared => _shared?.IsShared ?? (Volatile.Read(ref _callers) > 1 && _settings.Provider == ExecutionProvider.Cpu && _settings.PictureCount > 1);

    /// <summary>Whether several networks of one caller can run at the same time now, each with a share of its threads.</summary>
    internal bool HasThreadsForSeveral => _settings.Provider == ExecutionProvider.Cpu && (IsShared ? _settings.SharedThreadCount : _settings.ThreadCount) > 1;

    /// <returns>Why these settings cannot work in this build or on this machine; null if they can.</returns>
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

    /// <summary>Counts the callers whose calls may run at the same time.</summary>
    internal void CountCaller(int change)
    {
        if (_shared is null)
        {
            Interlocked.Add(ref _callers, change);
        }
        else
        {
            _shared.CountCaller(change);
        }
    }

    /// <summary>Extends these sessions by some that are closed when the result is disposed. Dispose it before this one.</summary>
    /// <param name="folders">Absolute paths: files in these folders are opened by the result, all others by this instance.</param>
    internal OnnxSessions With(IEnumerable<string> folders) => new(this, folders);

    /// <summary>Opens a session of the file for one caller, sharing what is already open.</summary>
    /// <param name="name">The network's name in the catalogue.</param>
    /// <param name="path">Path of the ONNX file.</param>
    /// <param name="outputs">The outputs to read, in this order; if empty, the first output.</param>
    /// <exception cref="OnnxRuntimeException">The file is not a readable network, or the provider cannot start.</exception>
    internal OnnxSession Open(string name, string path, params IReadOnlyList<string> outputs) => Open(name, path, beside: 1, outputs);

    /// <inheritdoc cref="Open(string, string, IReadOnlyList{string})"/>
    /// <param name="beside">How many networks of one caller run at the same time and share its threads, including this one.</param>
    internal OnnxSession Open(string name, string path, int beside, params IReadOnlyList<string> outputs) => new(this, path, name, beside, outputs);

    /// <summary>
    /// Like <see cref="Open(string, string, IReadOnlyList{string})"/>, for a network so large that memory holds its weights only once, and the tensors of only one call: callers
    /// take turns, each with all threads.
    /// </summary>
    internal OnnxSession OpenLarge(string name, string path, params IReadOnlyList<string> outputs) => new(this, path, name, beside: 1, outputs, _largeCall);

    /// <summary>The file's session, opened if it is not open.</summary>
    /// <param name="path">Path of the ONNX file.</param>
    /// <param name="shared">Whether it is the session for concurrent callers.</param>
    /// <param name="beside">How many networks of one caller share its threads.</param>
    internal InferenceSession Get(string path, bool shared, int beside)
    {
        if (_shared is not null && !_folders.Any(folder => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            return _shared.Get(path, shared, beside);
        }

        var threads = Math.Max(1, (shared ? _settings.SharedThreadCount : _settings.ThreadCount) / beside);
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

    /// <summary>The callers' sessions must be disposed first.</summary>
    public void Dispose()
    {
        foreach (var session in _opened.Values)
        {
            session.Dispose();
        }

        _opened.Clear();
    }

    /// <param name="settings">Provider and threads.</param>
    /// <param name="batch">Pictures per call, if a file leaves that open; used on a GPU only.</param>
    /// <exception cref="OnnxRuntimeException">The provider's libraries are missing.</exception>
    internal static SessionOptions CreateOptions(OnnxSettings settings, int batch = 1)
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // Counted by us: by default ONNX Runtime counts all of the host's cores, even those that a container may not use, and pins each
            // thread to a core, where it waits for whatever else runs there.
            IntraOpNumThreads = settings.ThreadCount,
            InterOpNumThreads = 1,

            // With a memory pattern, a network's second call allocates another block for everything that it needs, and keeps it: half a gigabyte for
            // the largest. Results and times are the same without.
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Spinning threads would take the cores from decoding and encoding.
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
