using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace SegFunctions.Apis;

/// <summary>
/// Reads JSON objects into wire records and collects every fault: of form, against the fields' validation attributes, and against the record's
/// own rules (<see cref="IValidatableObject"/>). A null field counts as absent; unknown fields are ignored.
/// </summary>
internal sealed class WireReader(WireFaults faults)
{
    private const double MaxExactInteger = (1L << 53) - 1;

    // Fields that are missing or of another type: their rules would tell the same fault again.
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    /// <exception cref="ApiException">Names every fault.</exception>
    public static T ReadWhole<T>(JsonElement json)
    {
        var faults = new WireFaults();
        var record = new WireReader(faults).Read<T>(json);
        faults.ThrowIfAny();
        return record;
    }

    /// <returns>The record as far as it could be read; the rest is in the faults.</returns>
    public T Read<T>(JsonElement json) => (T)ReadRecord(typeof(T), json, "", null, []);

    /// <param name="path">The record's path with a trailing dot; empty for the root.</param>
    /// <param name="reason">Why none of its fields may be present; null if they may.</param>
    /// <param name="outer">The preceding fields of the record that this one is inlined into.</param>
    private object ReadRecord(Type type, JsonElement json, string path, string? reason, IEnumerable<(WireField Field, object? Value)> outer)
    {
        var shape = WireShape.Of(type);
        var values = new object?[shape.Fields.Count];
        var read = outer.Concat(shape.Fields.Zip(values));
        foreach (var (i, field) in shape.Fields.Index())
        {
            var why = reason ?? FindReason(field, read);
            values[i] = field.Name is null ? ReadRecord(field.Type, json, path, why, read) : ReadField(field, json, path + field.Name, why);
        }

        var record = shape.Create(values);
        foreach (var result in (record as IValidatableObject)?.Validate(new ValidationContext(record)) ?? [])
        {
            var field = path + result.MemberNames.Single();
            if (!_unread.Contains(field))
            {
                faults.Add(field, result.ErrorMessage!);
            }
        }

        return record;
    }

    private static string? FindReason(WireField field, IEnumerable<(WireField Field, object? Value)> read) =>
        field.NotWith is { } other && read.Any(pair => pair.Field.Property.Name == other.Property && other.Value.Equals(pair.Value))
            ? other.Message
            : null;

    private object? ReadField(WireField field, JsonElement json, string path, string? reason)
    {
        if (JsonNames.Find(json, field.Name!) is not { ValueKind: not JsonValueKind.Null } value)
        {
            if (field.IsNeeded)
            {
                faults.Add(path, "is missing");
                _unread.Add(path);
                return field.Default;
            }

            return CheckRules(field, path, field.Default);
        }

        if (reason is not null)
        {
            faults.Add(path, reason);
        }

        if (ReadValue(Nullable.GetUnderlyingType(field.Type) ?? field.Type, value, path) is { } read)
        {
            return CheckRules(field, path, read);
        }

        _unread.Add(path);
        return field.Default;
    }

    private object? CheckRules(WireField field, string path, object? value)
    {
        foreach (var rule in field.Rules.Where(rule => !rule.IsValid(value)))
        {
            faults.Add(path, rule.ErrorMessage!);
        }

        return value;
    }

    /// <returns>Null if the value is of another type, which is recorded as a fault.</returns>
    private object? ReadValue(Type type, JsonElement value, string path)
    {
        if (type == typeof(JsonElement))
        {
            return value;
        }

        if (type == typeof(IReadOnlyDictionary<string, string>))
        {
            return ReadTexts(value, path);
        }

        if (type.IsGenericType)
        {
            return ReadList(type.GetGenericArguments()[0], value, path);
        }

        if (WireShape.IsRecord(type))
        {
            return ReadObject(type, value, path);
        }

        (object? Read, string Kind) found = type switch
        {
            _ when type == typeof(string) => (ReadText(value), "a string"),
            _ when type == typeof(bool) => (ReadFlag(value), "true or false"),
            _ when type == typeof(double) => (ReadNumber(value), "a number"),
            _ when type == typeof(long) => (ReadWholeNumber(value), "a whole number"),
            _ when type == typeof(DateTimeOffset) => (ReadTime(value), "a time such as 2026-03-07T12:00:00Z"),
            _ => throw new NotSupportedException($"A wire record has a field of type {type}."),
        };
        if (found.Read is null)
        {
            faults.Add(path, value.ValueKind == JsonValueKind.String && type == typeof(string) ? "is not valid Unicode" : $"must be {found.Kind}");
        }

        return found.Read;
    }

    private static string? ReadText(JsonElement value) => value.ValueKind == JsonValueKind.String && JsonEscapes.IsUnicode(value) ? value.GetString() : null;

    private static bool? ReadFlag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    private static double? ReadNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : null;

    /// <summary>A whole number that JavaScript represents exactly; 3.0 counts.</summary>
    private static long? ReadWholeNumber(JsonElement value) =>
        ReadNumber(value) is { } number && double.IsInteger(number) && Math.Abs(number) <= MaxExactInteger ? (long)number : null;

    private static DateTimeOffset? ReadTime(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : null;

    private object? ReadObject(Type type, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return ReadRecord(type, value, path + ".", null, []);
        }

        faults.Add(path, "must be an object");
        return null;
    }

    /// <summary>If a name occurs twice, the last one counts.</summary>
    private Dictionary<string, string>? ReadTexts(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add(path, "must be an object of strings");
            return null;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in value.EnumerateObject())
        {
            if (!JsonEscapes.IsUnicode(entry))
            {
                faults.Add(path, "has a name that is not valid Unicode");
                return null;
            }

            texts[entry.Name] = (string?)ReadValue(typeof(string), entry.Value, $"{path}.{entry.Name}") ?? "";
        }

        return texts;
    }

    private static bool IsRecord(JsonElement entry, string? shorthand) =>
        entry.ValueKind == JsonValueKind.Object || (shorthand is not null && entry.ValueKind == JsonValueKind.String);

    /// <param name="shorthand">The field whose value a bare string is; null if the entry must be an object.</param>
    private object ReadEntry(Type type, JsonElement entry, string? shorthand, string path)
    {
        if (shorthand is null || entry.ValueKind != JsonValueKind.String)
        {
            return ReadRecord(type, entry, $"{path}.", null, []);
        }

        var text = (string?)ReadValue(typeof(string), entry, path) ?? "";
        return ReadRecord(type, JsonSerializer.SerializeToElement(new Dictionary<string, string> { [shorthand] = text }), $"{path}.", null, []);
    }

    /// <summary>Reads a list of strings, whole numbers or records. An entry that is not a string or number is read as empty or 0, so that indexes are kept.</summary>
    private Array? ReadList(Type type, JsonElement value, string path)
    {
        var isRecords = WireShape.IsRecord(type);
        var shorthand = isRecords ? WireShape.Of(type).Shorthand : null;
        if (value.ValueKind != JsonValueKind.Array || (isRecords && value.EnumerateArray().Any(entry => !IsRecord(entry, shorthand))))
        {
            faults.Add(path, $"must be an array of {(shorthand is not null ? "strings or objects" : isRecords ? "objects" : type == typeof(long) ? "whole numbers" : "strings")}");
            return null;
        }

        var entries = Array.CreateInstance(type, value.GetArrayLength());
        foreach (var (i, entry) in value.EnumerateArray().Index())
        {
            var read = isRecords ? ReadEntry(type, entry, shorthand, $"{path}[{i}]") : ReadValue(type, entry, $"{path}[{i}]");
            entries.SetValue(read ?? (type == typeof(string) ? "" : 0L), i);
        }

        return entries;
    }
}
