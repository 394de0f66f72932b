using System.Text.Json;

namespace SegFunctions.Apis;

/// <summary>Reads a JSON object field by field and notes every fault, so that a client learns of all at once. A field that is null counts as absent.</summary>
internal sealed class JsonFields
{
    private const double MaxExactInteger = (1L << 53) - 1;

    private readonly JsonElement _json;
    private readonly string _path;
    private readonly List<string> _faults;

    public JsonFields(JsonElement json)
        : this(json, "", [])
    {
    }

    private JsonFields(JsonElement json, string path, List<string> faults) => (_json, _path, _faults) = (json, path, faults);

    public bool Has(string name) => Find(name) is not null;

    /// <param name="clause">Begins with the field's name.</param>
    public void Fault(string clause) => _faults.Add(_path + clause);

    /// <summary>Whether a fault was noted of a field or of a part of it.</summary>
    /// <param name="field">As faults begin with it: <c>boxes</c>, <c>boxes[1]</c>.</param>
    public bool HasFault(string field) =>
        _faults.Any(fault => fault.StartsWith(field, StringComparison.Ordinal) && fault.Length > field.Length && fault[field.Length] is ' ' or '.' or '[');

    /// <exception cref="RefusalException">Names every fault.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults.Count > 0)
        {
            throw RefusalException.ForFaults(_faults);
        }
    }

    /// <summary>The fields of each object of a list; their faults are noted here, under names such as <c>boxes[1].x1</c>.</summary>
    public IReadOnlyList<JsonFields>? Objects(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.Object))
        {
            Fault($"{name} must be an array of objects");
            return null;
        }

        return [.. value.EnumerateArray().Select((entry, i) => new JsonFields(entry, $"{_path}{name}[{i}].", _faults))];
    }

    public string? Text(string name) => Find(name) is { } value ? ToText(name, value) : null;

    public IReadOnlyList<string>? Texts(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Fault($"{name} must be an array of strings");
            return null;
        }

        return [.. value.EnumerateArray().Select((entry, i) => ToText($"{name}[{i}]", entry) ?? "")];
    }

    public double? Number(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
        {
            return number;
        }

        Fault($"{name} must be a number");
        return null;
    }

    /// <summary>As <see cref="Number"/>, and its absence is a fault too; 0 where there is one.</summary>
    public double NeededNumber(string name)
    {
        if (!Has(name))
        {
            Fault($"{name} is missing");
        }

        return Number(name) ?? 0;
    }

    /// <summary>A whole number that fits; 3.0 is one.</summary>
    public long? WholeNumber(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && double.IsInteger(number) && Math.Abs(number) <= MaxExactInteger)
        {
            return (long)number;
        }

        Fault($"{name} must be a whole number");
        return null;
    }

    /// <summary>An ISO 8601 time with its offset.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time))
        {
            return time;
        }

        Fault($"{name} must be a time such as 2026-03-07T12:00:00Z");
        return null;
    }

    public bool? Flag(string name)
    {
        switch (Find(name)?.ValueKind)
        {
            case null:
                return null;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                Fault($"{name} must be true or false");
                return null;
        }
    }

    private JsonElement? Find(string name) =>
        _json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private string? ToText(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Fault($"{name} must be a string");
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, written as an escape.
            Fault($"{name} is not valid Unicode");
            return null;
        }
    }
}
