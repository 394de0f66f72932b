using Google.FlatBuffers;

namespace SegFunctions.Models.Tests.Conversion.Tflite;

/// <summary>A TensorFlow Lite file, written by FlatBuffers' own library. The numbers are fields of TensorFlow's <c>schema.fbs</c>.</summary>
internal sealed class TfliteFile
{
    private readonly FlatBufferBuilder _builder = new(1024);
    private readonly List<Offset<int>> _buffers = [];
    private readonly List<Offset<int>> _tensors = [];
    private readonly List<Offset<int>> _codes = [];
    private readonly List<Offset<int>> _operators = [];

    /// <summary>The buffer that all computed tensors share.</summary>
    public TfliteFile() => AddBuffer([]);

    /// <returns>Its number.</returns>
    public int Computed(string name, params int[] shape) => AddTensor(name, type: 0, buffer: 0, shape);

    /// <returns>Its number.</returns>
    public int Floats(string name, int[] shape, params float[] values) => AddTensor(name, type: 0, AddBuffer([.. values.SelectMany(BitConverter.GetBytes)]), shape);

    /// <returns>Its number.</returns>
    public int Halves(string name, int[] shape, params float[] values) =>
        AddTensor(name, type: 1, AddBuffer([.. values.SelectMany(value => BitConverter.GetBytes((Half)value))]), shape);

    /// <param name="code">A number of <c>BuiltinOperator</c>.</param>
    /// <param name="inputs">Numbers of tensors.</param>
    /// <param name="output">Number of a tensor.</param>
    /// <param name="options">Fields of its options.</param>
    public TfliteFile Add(int code, int[] inputs, int output, params (int Field, int Value, bool IsByte)[] options)
    {
        _builder.StartTable(4);
        _builder.AddSbyte(0, (sbyte)code, 0);
        _builder.AddInt(3, code, 0);
        _codes.Add(End());
        _builder.StartTable(8);
        foreach (var (field, value, isByte) in options)
        {
            if (isByte)
            {
                _builder.AddSbyte(field, (sbyte)value, 0);
            }
            else
            {
                _builder.AddInt(field, value, 0);
            }
        }

        var optionTable = End();
        var (inputList, outputList) = (Integers(inputs), Integers([output]));
        _builder.StartTable(5);
        _builder.AddInt(0, _codes.Count - 1, 0);
        _builder.AddOffset(1, inputList.Value, 0);
        _builder.AddOffset(2, outputList.Value, 0);
        _builder.AddOffset(4, optionTable.Value, 0);
        _operators.Add(End());
        return this;
    }

    public byte[] Write(int input, int output)
    {
        var (tensors, inputs, outputs, operators) = (Tables(_tensors), Integers([input]), Integers([output]), Tables(_operators));
        _builder.StartTable(4);
        _builder.AddOffset(0, tensors.Value, 0);
        _builder.AddOffset(1, inputs.Value, 0);
        _builder.AddOffset(2, outputs.Value, 0);
        _builder.AddOffset(3, operators.Value, 0);
        var (graphs, codes, buffers) = (Tables([End()]), Tables(_codes), Tables(_buffers));
        _builder.StartTable(5);
        _builder.AddInt(0, 3, 0);
        _builder.AddOffset(1, codes.Value, 0);
        _builder.AddOffset(2, graphs.Value, 0);
        _builder.AddOffset(4, buffers.Value, 0);
        _builder.Finish(End().Value);
        return _builder.SizedByteArray();
    }

    private int AddTensor(string name, sbyte type, int buffer, int[] shape)
    {
        var (sizes, text) = (Integers(shape), _builder.CreateString(name));
        _builder.StartTable(4);
        _builder.AddOffset(0, sizes.Value, 0);
        _builder.AddSbyte(1, type, 0);
        _builder.AddInt(2, buffer, 0);
        _builder.AddOffset(3, text.Value, 0);
        _tensors.Add(End());
        return _tensors.Count - 1;
    }

    private int AddBuffer(byte[] bytes)
    {
        _builder.StartVector(1, bytes.Length, 16);
        foreach (var value in Enumerable.Reverse(bytes))
        {
            _builder.AddByte(value);
        }

        var list = _builder.EndVector();
        _builder.StartTable(1);
        _builder.AddOffset(0, list.Value, 0);
        _buffers.Add(End());
        return _buffers.Count - 1;
    }

    private Offset<int> End() => new(_builder.EndTable());

    private VectorOffset Integers(int[] values)
    {
        _builder.StartVector(4, values.Length, 4);
        foreach (var value in Enumerable.Reverse(values))
        {
            _builder.AddInt(value);
        }

        return _builder.EndVector();
    }

    private VectorOffset Tables(List<Offset<int>> tables)
    {
        _builder.StartVector(4, tables.Count, 4);
        foreach (var table in Enumerable.Reverse(tables))
        {
            _builder.AddOffset(table.Value);
        }

        return _builder.EndVector();
    }
}
