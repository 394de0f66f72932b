using System.Globalization;
using System.Text;

namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>
/// Reads the header of an ONNX file of any size: weights are skipped, and operations are searched only for tensors that are stored in other files. The numbers are fields of <c>onnx.proto</c>.
/// </summary>
internal sealed class OnnxHeaderReader
{
    private const int MostPorts = 1000;
    private const int MostInitializers = 1_000_000;
    private const int MostWeightFiles = 1000;
    private const int DeepestGraph = 16;

    /// <summary>Limit for all names together, bytes.</summary>
    private const long LongestNames = 100_000_000;

    private readonly ProtobufStream _fields;
    private readonly List<OnnxPort> _inputs = [];
    private readonly List<OnnxPort> _outputs = [];
    private readonly HashSet<string> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _weightFiles = new(StringComparer.Ordinal);
    private int _initializers;
    private long _names;
    private long _formatVersion;
    private long _operatorSet;
    private bool _hasGraph;

    private OnnxHeaderReader(Stream stream) => _fields = new ProtobufStream(stream);

    /// <param name="path">The file.</param>
    /// <exception cref="ConversionException">The file is not an ONNX file, or is truncated; the message is the end of a sentence.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OnnxHeader Read(string path)
    {
        using var file = File.OpenRead(path);
        var reader = new OnnxHeaderReader(file);
        reader.ReadModel(file.Length);
        return reader._hasGraph && reader._operatorSet > 0
            ? new OnnxHeader(
                reader._formatVersion, reader._operatorSet, [.. reader._inputs.Where(input => !reader._constants.Contains(input.Name))], reader._outputs, reader._weightFiles)
            : throw new ConversionException("it is not an ONNX file");
    }

    private void ReadModel(long end)
    {
        while (_fields.TryRead(end))
        {
            switch (_fields.Field)
            {
                case 1:
                    _formatVersion = _fields.Number;
                    break;
                case 7:
                    _hasGraph = true;
                    ReadGraph(_fields.End);
                    break;
                case 8:
                    ReadOperatorSet(_fields.End);
                    break;
                case 25:
                    ReadNested(Message.Function, _fields.End, depth: 1);
                    break;
                default:
                    _fields.Skip();
                    break;
            }
        }
    }

    private void ReadOperatorSet(long end)
    {
        var (domain, version) = (string.Empty, 0L);
        while (_fields.TryRead(end))
        {
            (domain, version) = _fields.Field == 1 ? (Text(), version) : (domain, _fields.Number);
        }

        _operatorSet = domain.Length == 0 || domain == "ai.onnx" ? version : _operatorSet;
    }

    private void ReadGraph(long end)
    {
        while (_fields.TryRead(end))
        {
            switch (_fields.Field)
            {
                case 5:
                    ThrowIfMore(++_initializers, MostInitializers, "initializers");
                    ReadTensor(_fields.End, isInitializer: true);
                    break;
                case 11:
                    ReadPort(_inputs, "inputs");
                    break;
                case 12:
                    ReadPort(_outputs, "outputs");
                    break;
                default:
                    ReadNested(MessageAt(Message.Graph, _fields.Field), _fields.End, depth: 1);
                    break;
            }
        }
    }

    private void ReadPort(List<OnnxPort> ports, string what)
    {
        ports.Add(OnnxTensorReader.ReadPort(_fields.ReadContent()));
        ThrowIfMore(ports.Count, MostPorts, what);
    }

    /// <summary>Reads tensors that are attributes of operations, or belong to graphs inside them. They are never default values of inputs.</summary>
    /// <param name="message">The message that the current field holds; null to skip it.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="depth">The graph's nesting depth.</param>
    private void ReadNested(Message? message, long end, int depth)
    {
        if (depth > DeepestGraph)
        {
            throw new ConversionException($"its graphs are nested more than {DeepestGraph} deep");
        }

        switch (message)
        {
            case null:
                _fields.Skip();
                break;
            case Message.Tensor:
                ReadTensor(end, isInitializer: false);
                break;
            default:
                while (_fields.TryRead(end))
                {
                    var inner = MessageAt(message.Value, _fields.Field);
                    ReadNested(inner, _fields.End, inner == Message.Graph ? depth + 1 : depth);
                }

                break;
        }
    }

    private void ReadTensor(long end, bool isInitializer)
    {
        var (location, reach) = ((string?)null, 0L);
        while (_fields.TryRead(end))
        {
            switch (_fields.Field)
            {
                case 8 when isInitializer:
                    _constants.Add(Text());
                    break;
                case 13:
                    (location, reach) = ReadEntry(_fields.End, location, reach);
                    break;
                default:
                    _fields.Skip();
                    break;
            }
        }

        if (location is not null)
        {
            _weightFiles[location] = Math.Max(_weightFiles.GetValueOrDefault(location), reach);
            ThrowIfMore(_weightFiles.Count, MostWeightFiles, "files of weights");
        }
    }

    /// <returns>The name of the file that holds the tensor, and where the tensor ends in it: the sum of its offset and length.</returns>
    private (string? Location, long Reach) ReadEntry(long end, string? location, long reach)
    {
        var (key, value) = (string.Empty, string.Empty);
        while (_fields.TryRead(end))
        {
            (key, value) = _fields.Field == 1 ? (Text(), value) : (key, Text());
        }

        return key switch
        {
            "location" => (value, reach),
            "offset" or "length" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) => (location, bytes > long.MaxValue - reach ? long.MaxValue : reach + bytes),
            _ => (location, reach),
        };
    }

    private string Text()
    {
        var content = _fields.ReadContent();
        _names += content.Length;
        return _names <= LongestNames ? Encoding.UTF8.GetString(content) : throw new ConversionException($"its names have more than {LongestNames / 1_000_000} MB");
    }

    private static void ThrowIfMore(int count, int most, string what)
    {
        if (count > most)
        {
            throw new ConversionException(string.Create(CultureInfo.InvariantCulture, $"it has more than {most:N0} {what}"));
        }
    }

    /// <returns>The message that a field of another message holds, if there may be a tensor in it; otherwise null.</returns>
    private static Message? MessageAt(Message message, int field) => (message, field) switch
    {
        (Message.Graph, 1) or (Message.Function, 7) => Message.Node,
        (Message.Graph, 5) or (Message.Attribute, 5 or 10) or (Message.SparseTensor, 1 or 2) => Message.Tensor,
        (Message.Graph, 15) or (Message.Attribute, 22 or 23) => Message.SparseTensor,
        (Message.Node, 5) or (Message.Function, 11) => Message.Attribute,
        (Message.Attribute, 6 or 11) => Message.Graph,
        _ => null,
    };

    private enum Message
    {
        Graph,
        Function,
        Node,
        Attribute,
        Tensor,
        SparseTensor,
    }
}
