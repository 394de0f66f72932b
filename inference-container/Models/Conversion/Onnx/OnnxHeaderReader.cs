using System.Globalization;
using System.Text;

namespace SegFunctions.Models.Conversion.Onnx;

/// <summary>Reads an ONNX file's header, whatever its size: weights and operations are skipped. The numbers are fields of <c>onnx.proto</c>.</summary>
internal sealed class OnnxHeaderReader
{
    private readonly ProtobufStream _fields;
    private readonly List<OnnxPort> _inputs = [];
    private readonly List<OnnxPort> _outputs = [];
    private readonly HashSet<string> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _weightFiles = new(StringComparer.Ordinal);
    private long _formatVersion;
    private long _operatorSet;
    private bool _hasGraph;

    private OnnxHeaderReader(Stream stream) => _fields = new ProtobufStream(stream);

    /// <param name="path">The file.</param>
    /// <exception cref="ConversionException">It is no ONNX file, or is truncated; the message is the end of a sentence.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static OnnxHeader Read(string path)
    {
        using var file = File.OpenRead(path);
        var reader = new OnnxHeaderReader(file);
        reader.ReadModel(file.Length);
        return reader._hasGraph && reader._operatorSet > 0
            ? new OnnxHeader(
                reader._formatVersion, reader._operatorSet, [.. reader._inputs.Where(input => !reader._constants.Contains(input.Name))], reader._outputs, reader._weightFiles)
            : throw new ConversionException("it is no ONNX file");
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
                    ReadTensor(_fields.End);
                    break;
                case 11:
                    _inputs.Add(OnnxTensorReader.ReadPort(_fields.ReadContent()));
                    break;
                case 12:
                    _outputs.Add(OnnxTensorReader.ReadPort(_fields.ReadContent()));
                    break;
                default:
                    _fields.Skip();
                    break;
            }
        }
    }

    private void ReadTensor(long end)
    {
        var (location, reach) = ((string?)null, 0L);
        while (_fields.TryRead(end))
        {
            switch (_fields.Field)
            {
                case 8:
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
        }
    }

    /// <returns>The name of the file that holds the tensor, and where in it the tensor ends: the sum of its offset and length.</returns>
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
            "offset" or "length" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) => (location, reach + bytes),
            _ => (location, reach),
        };
    }

    private string Text() => Encoding.UTF8.GetString(_fields.ReadContent());
}
