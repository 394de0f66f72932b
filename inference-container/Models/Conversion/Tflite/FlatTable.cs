using System.Buffers.Binary;
using System.Text;

namespace SegFunctions.Models.Conversion.Tflite;

/// <summary>A table of a FlatBuffers file. A field that the file omits has the default that the caller passes.</summary>
/// <remarks>
/// A table begins with the distance back to its list of fields: two lengths, then each field's offset in the table, 0 if the field is omitted. Values longer
/// than a number are stored as an offset to their location. The file is not trusted: every read is inside it or throws <see cref="ArgumentOutOfRangeException"/>.
/// </remarks>
internal readonly struct FlatTable
{
    private const int FieldsStart = 4;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly int _at;

    private FlatTable(ReadOnlyMemory<byte> file, int at) => (_file, _at) = (file, at);

    /// <summary>The root table of a file.</summary>
    public static FlatTable Root(ReadOnlyMemory<byte> file) => new(file, Follow(file, 0));

    public int GetByte(int field, int otherwise = 0) => Find(field) is { } at ? (sbyte)_file.Span.Slice(at, 1)[0] : otherwise;

    public int GetInteger(int field, int otherwise = 0) => Find(field) is { } at ? ReadInteger(_file, at) : otherwise;

    /// <summary>Empty if the field is omitted.</summary>
    public string GetText(int field) => Encoding.UTF8.GetString(GetBytes(field).Span);

    /// <summary>Empty if the field is omitted.</summary>
    public ReadOnlyMemory<byte> GetBytes(int field) => Find(field) is { } at ? Elements(at, 1) : default;

    /// <summary>Empty if the field is omitted.</summary>
    public IReadOnlyList<int> GetIntegers(int field)
    {
        var elements = Find(field) is { } at ? Elements(at, sizeof(int)) : default;
        return [.. Enumerable.Range(0, elements.Length / sizeof(int)).Select(index => ReadInteger(elements, index * sizeof(int)))];
    }

    /// <summary>Null if the field is omitted.</summary>
    public FlatTable? FindTable(int field) => Find(field) is { } at ? new FlatTable(_file, Follow(_file, at)) : null;

    /// <summary>Empty if the field is omitted.</summary>
    public IReadOnlyList<FlatTable> GetTables(int field)
    {
        if (Find(field) is not { } at)
        {
            return [];
        }

        var (file, first) = (_file, Follow(_file, at) + sizeof(int));
        return [.. Enumerable.Range(0, Elements(at, sizeof(int)).Length / sizeof(int)).Select(index => new FlatTable(file, Follow(file, first + (index * sizeof(int)))))];
    }

    private int? Find(int field)
    {
        var fields = _at - ReadInteger(_file, _at);
        var place = FieldsStart + (field * sizeof(ushort));
        if (place >= ReadShort(_file, fields))
        {
            return null;
        }

        var offset = ReadShort(_file, fields + place);
        return offset == 0 ? null : _at + offset;
    }

    /// <summary>The elements of a list, which are preceded by their number.</summary>
    private ReadOnlyMemory<byte> Elements(int at, int size)
    {
        var start = Follow(_file, at);
        return _file.Slice(start + sizeof(int), checked(ReadInteger(_file, start) * size));
    }

    private static int Follow(ReadOnlyMemory<byte> file, int at) => checked(at + ReadInteger(file, at));

    private static int ReadInteger(ReadOnlyMemory<byte> file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file.Span.Slice(at, sizeof(int)));

    private static int ReadShort(ReadOnlyMemory<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.Span.Slice(at, sizeof(ushort)));
}
