using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Models;

/// <summary>One caller's way into a network. One call at a time.</summary>
internal sealed class OnnxNetwork : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly string _name;
    private readonly string[] _outputs;

    /// <param name="session">Open; others may call it too.</param>
    /// <param name="name">As the catalogue calls it, for the metric.</param>
    /// <param name="outputs">What every call reads, in this order; none reads the first.</param>
    public OnnxNetwork(InferenceSession session, string name, IReadOnlyList<string> outputs)
    {
        (_session, _name) = (session, name);
        _binding = session.CreateIoBinding();
        _outputs = [.. outputs.Count > 0 ? outputs : session.OutputNames.Take(1)];
    }

    public IReadOnlyList<string> Inputs => _session.InputNames;

    /// <summary>
    /// Gives the network an input for the calls to come. A GPU takes its copy now: what several calls share goes there once, and what has changed
    /// must be given again.
    /// </summary>
    public void Give(string input, OrtValue value) => _binding.BindInput(input, value);

    /// <returns>In the CPU's memory, the caller's own: later runs leave it as it is. To be disposed.</returns>
    public IDisposableReadOnlyCollection<OrtValue> Run()
    {
        // A binding keeps what a run returned and would have the next run write over it.
        foreach (var output in _outputs)
        {
            _binding.BindOutputToDevice(output, OrtMemoryInfo.DefaultInstance);
        }

        var started = Stopwatch.GetTimestamp();
        using var options = new RunOptions();
        var outputs = _session.RunWithBoundResults(options, _binding);
        InferenceMetrics.CountCall(_name, Stopwatch.GetElapsedTime(started));
        return outputs;
    }

    public void Dispose() => _binding.Dispose();
}
