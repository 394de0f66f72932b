using System.Reflection;
using System.Runtime.InteropServices;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting.IsNet;

/// <summary>
/// The value that maps to the largest 8-bit integer, for each channel between IS-Net's convolutions: the geometric mean of the channel's own range and the largest range among the
/// value's channels. A channel's range is the maximum, over 13 photos, of the 99.9th percentile of its numbers. The ranges are in the embedded <c>is-net-ranges.bin</c>,
/// as 16-bit floats: those of the first convolution, then, in the network's order, those of the sums and of the activations that are in no sum.
/// </summary>
internal sealed class IsNetRanges
{
    private const string Resource = "is-net-ranges.bin";

    private readonly Dictionary<string, float[]> _ofValues = new(StringComparer.Ordinal);

    /// <param name="nodes">In the network's order.</param>
    /// <param name="first">The first convolution's output.</param>
    /// <param name="countChannels">Returns the channels of a convolution, given its output or that of the activation after it.</param>
    /// <exception cref="ConversionException">The network's channels do not match the table.</exception>
    public IsNetRanges(IReadOnlyList<OnnxNode> nodes, string first, Func<string, int> countChannels)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var numbers = MemoryMarshal.Cast<byte, Half>(bytes);
        var sums = nodes.Where(node => node.Operator == "Add").SelectMany(node => node.Inputs, (sum, part) => (part, sum.Outputs[0])).ToDictionary(StringComparer.Ordinal);
        foreach (var node in nodes.Where(node =>
            node.Operator == "Add" || node.Outputs[0] == first || (node.Operator == "Relu" && !sums.ContainsKey(node.Outputs[0]))))
        {
            var channels = countChannels(node.Operator == "Add" ? node.Inputs[0] : node.Outputs[0]);
            if (channels > numbers.Length)
            {
                throw new ConversionException("The network has more channels than its table.");
            }

            var ranges = new float[channels];
            for (var channel = 0; channel < channels; channel++)
            {
                ranges[channel] = (float)numbers[channel];
            }

            numbers = numbers[channels..];
            _ofValues.Add(node.Outputs[0], ranges);
        }

        if (numbers.Length > 0)
        {
            throw new ConversionException("The network has fewer channels than its table.");
        }

        // The parts of a sum have the sum's steps.
        foreach (var (part, sum) in sums)
        {
            _ofValues.Add(part, _ofValues[sum]);
        }
    }

    /// <returns>Ranges by channel; null if the value stays in floats.</returns>
    public float[]? Find(string value) => _ofValues.GetValueOrDefault(value);

    /// <summary>Registers a value that has the channels of others, one after the other.</summary>
    public void Join(string value, params IEnumerable<string> parts)
    {
        if (parts.All(_ofValues.ContainsKey))
        {
            _ofValues.Add(value, [.. parts.SelectMany(part => _ofValues[part])]);
        }
    }
}
