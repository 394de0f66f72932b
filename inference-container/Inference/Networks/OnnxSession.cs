using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace SegFunctions.Inference.Networks;

/// <summary>One caller's session of a network. One call at a time.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly OnnxSessions _sessions;
    private readonly string _path;
    private readonly string _name;
    private readonly int _beside;
    private readonly Lock? _turn;
    private readonly string[] _outputs;
    private readonly Dictionary<string, OrtValue> _given = new(StringComparer.Ordinal);
    private readonly BoundSession _alone;
    private BoundSession? _besideOthers;

    /// <param name="sessions">Where the shared sessions are.</param>
    /// <param name="path">Path of the ONNX file.</param>
    /// <param name="name">The network's name in the catalogue, for metrics.</param>
    /// <param name="beside">How many networks of one caller share its threads, including this one.</param>
    /// <param name="outputs">The outputs to read, in this order; if empty, the first output.</param>
    /// <param name="turn">Held during each call, by all sessions that have it; null if calls of several callers may overlap.</param>
    public OnnxSession(OnnxSessions sessions, string path, string name, int beside, IReadOnlyList<string> outputs, Lock? turn = null)
    {
        (_sessions, _path, _name, _beside, _turn) = (sessions, path, name, beside, turn);
        _alone = BoundSession.Of(sessions.Get(path, shared: false, beside));
        _outputs = [.. outputs.Count > 0 ? outputs : _alone.Session.OutputNames.Take(1)];
    }

    public IReadOnlyList<string> Inputs => _alone.Session.InputNames;

    /// <summary>Whether an input takes 32-bit integers.</summary>
    public bool IsInt32(string input) => _alone.Session.InputMetadata[input].ElementDataType == TensorElementType.Int32;

    /// <summary>The length of an input's axis; null if it is dynamic.</summary>
    public int? LengthOf(string input, int axis) => _alone.Session.InputMetadata[input].Dimensions[axis] is > 0 and var length ? length : null;

    /// <summary>
    /// Sets an input for subsequent calls. A GPU copies it now: an input that several calls share is transferred once, and one that has changed must be set
    /// again.
    /// </summary>
    public void Give(string input, OrtValue value)
    {
        _given[input] = value;
        _alone.Binding.BindInput(input, value);
        _besideOthers?.Binding.BindInput(input, value);
    }

    /// <returns>Outputs in CPU memory, which later runs do not overwrite. The caller must dispose them.</returns>
    public IDisposableReadOnlyCollection<OrtValue> Run()
    {
        if (_turn is null)
        {
            return Run(_sessions.IsShared ? _besideOthers ??= BindBesideOthers() : _alone);
        }

        lock (_turn)
        {
            return Run(_alone);
        }
    }

    public void Dispose()
    {
        _alone.Binding.Dispose();
        _besideOthers?.Binding.Dispose();
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(BoundSession bound)
    {
        var (session, binding) = bound;

        // A binding keeps the outputs of a run, which the next run would overwrite.
        foreach (var output in _outputs)
        {
            binding.BindOutputToDevice(output, OrtMemoryInfo.DefaultInstance);
        }

        var started = Stopwatch.GetTimestamp();
        using var options = new RunOptions();
        var outputs = session.RunWithBoundResults(options, binding);
        InferenceMetrics.CountCall(_name, Stopwatch.GetElapsedTime(started));
        return outputs;
    }

    private BoundSession BindBesideOthers()
    {
        var bound = BoundSession.Of(_sessions.Get(_path, shared: true, _beside));
        foreach (var (input, value) in _given)
        {
            bound.Binding.BindInput(input, value);
        }

        return bound;
    }

    private sealed record BoundSession(InferenceSession Session, OrtIoBinding Binding)
    {
        public static BoundSession Of(InferenceSession session) => new(session, session.CreateIoBinding());
    }
}
