using System.Globalization;
using System.Text.Json;

namespace SegFunctions.Compatibility.Tests.Transcripts;

/// <summary>
/// Compares a response with the expected one. Missing and unknown properties are faults; a name that ends in <c>?</c> may be
/// missing, and the property <c>*</c> permits others. Text in angle brackets stands for any value of a kind: <c>&lt;text&gt;</c>,
/// <c>&lt;url&gt;</c>, <c>&lt;time&gt;</c> to the millisecond, <c>&lt;moment&gt;</c> of any length, <c>&lt;integer&gt;</c>, <c>&lt;number&gt;</c>, <c>&lt;any&gt;</c>; <c>&lt;url as x&gt;</c> keeps it as
/// <c>{{x}}</c>, and the text <c>{{#x}}</c> is the number kept as such. In an array <c>"&lt;each&gt;"</c> before a pattern lets it stand for any number of entries.
/// </summary>
internal sealed class JsonMatcher(Dictionary<string, string> kept)
{
    private const string Each = "<each>";
    private const string Others = "*";

    public IEnumerable<string> FindFaults(JsonElement expected, JsonElement actual, string path = "$") => expected.ValueKind switch
    {
        JsonValueKind.Object => actual.ValueKind == JsonValueKind.Object ? FindObjectFaults(expected, actual, path) : [Fault(expected, actual, path)],
        JsonValueKind.Array => actual.ValueKind == JsonValueKind.Array ? FindArrayFaults(expected, actual, path) : [Fault(expected, actual, path)],
        JsonValueKind.String => FindTextFaults(expected.GetString()!, actual, path),
        _ => JsonElement.DeepEquals(expected, actual) ? [] : [Fault(expected, actual, path)],
    };

    private IEnumerable<string> FindObjectFaults(JsonElement expected, JsonElement actual, string path)
    {
        var known = expected.EnumerateObject().ToDictionary(property => property.Name.TrimEnd('?'));
        foreach (var (name, property) in known.Where(entry => entry.Key != Others))
        {
            if (actual.TryGetProperty(name, out var value))
            {
                foreach (var fault in FindFaults(property.Value, value, $"{path}.{name}"))
                {
                    yield return fault;
                }
            }
            else if (!property.Name.EndsWith('?'))
            {
                yield return $"{path}.{name} is missing";
            }
        }

        if (!known.ContainsKey(Others))
        {
            foreach (var property in actual.EnumerateObject().Where(property => !known.ContainsKey(property.Name)))
            {
                yield return $"{path}.{property.Name} is unknown";
            }
        }
    }

    private IEnumerable<string> FindArrayFaults(JsonElement expected, JsonElement actual, string path)
    {
        var patterns = expected.EnumerateArray().ToList();
        if (patterns is [{ ValueKind: JsonValueKind.String } first, var each] && first.GetString() == Each)
        {
            return actual.EnumerateArray().SelectMany((value, i) => FindFaults(each, value, $"{path}[{i}]"));
        }

        return patterns.Count == actual.GetArrayLength()
            ? patterns.SelectMany((pattern, i) => FindFaults(pattern, actual[i], $"{path}[{i}]"))
            : [$"{path} has {actual.GetArrayLength()} entries, not {patterns.Count}"];
    }

    private IEnumerable<string> FindTextFaults(string expected, JsonElement actual, string path)
    {
        if (FindNumber(expected) is { } number)
        {
            return actual.ValueKind == JsonValueKind.Number && actual.GetRawText() == number ? [] : [$"{path} is {actual}, not {number}"];
        }

        if (!(expected.StartsWith('<') && expected.EndsWith('>')))
        {
            return actual.ValueKind == JsonValueKind.String && actual.GetString() == Fill(expected) ? [] : [$"{path} is {actual}, not {Fill(expected)}"];
        }

        var words = expected[1..^1].Split(" as ");
        if (!IsOfKind(words[0], actual))
        {
            return [$"{path} is {actual}, not {expected}"];
        }

        if (words.Length == 2)
        {
            kept[words[1]] = actual.ToString();
        }

        return [];
    }

    /// <summary>Replaces names with the values kept for them, and texts that name a number with the number: <c>"{{#x}}"</c>.</summary>
    public string FillJson(string json) => Fill(kept.Aggregate(json, (filled, value) => filled.Replace($"\"{{{{#{value.Key}}}}}\"", value.Value, StringComparison.Ordinal)));

    /// <summary>Replaces names with the values kept for them.</summary>
    public string Fill(string text) => kept.Aggregate(text, (filled, value) => filled.Replace($"{{{{{value.Key}}}}}", value.Value, StringComparison.Ordinal));

    private string? FindNumber(string expected) =>
        expected.StartsWith("{{#", StringComparison.Ordinal) && expected.EndsWith("}}", StringComparison.Ordinal) ? kept[expected[3..^2]] : null;

    private static bool IsOfKind(string kind, JsonElement value) => kind switch
    {
        "any" => true,
        "text" => value.ValueKind == JsonValueKind.String,
        "words" => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0,
        "url" => value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
        "time" => value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParseExact(
            value.GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        "moment" => value.ValueKind == JsonValueKind.String && value.GetString()!.EndsWith('Z') && value.TryGetDateTimeOffset(out var moment) && moment.Year > 2024,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new FormatException($"<{kind}> is no kind of value."),
    };

    private static string Fault(JsonElement expected, JsonElement actual, string path) => $"{path} is {actual}, not {expected}";
}
