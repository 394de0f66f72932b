using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Additions;

/// <summary>Compares a file with the requirements of its kind. No weights are read.</summary>
internal static class ExportCheck
{
    /// <summary>The newest operator set that the ONNX Runtime in use fully supports; a test compares it with the runtime.</summary>
    public const int NewestOperatorSet = 26;

    /// <summary>The newest file format that the ONNX Runtime in use reads.</summary>
    public const int NewestFormat = 13;

    /// <summary>The first fault of a tokenizer; null if it has none.</summary>
    /// <exception cref="ConversionException">The file is not a tokenizer.</exception>
    public static string? FindFault(TokenizerJson tokenizer, TokenizerKind kind)
    {
        string[] needed = kind == TokenizerKind.WordPiece ? ["[CLS]", "[SEP]", "[UNK]", "."] : ["<|startoftext|>", "<|endoftext|>"];
        return !tokenizer.Type.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase) ? $"its model is {tokenizer.Type}, not {kind}"
            : Array.Find(needed, token => !tokenizer.Vocabulary.ContainsKey(token)) is { } missing ? $"its vocabulary lacks the token {missing}"
            : tokenizer.Vocabulary.Values.Any(id => id < 0 || id >= 2 * tokenizer.Vocabulary.Count) ? "its vocabulary's numbers have large gaps"
            : null;
    }

    /// <summary>The fault of a list of words; null if it has none.</summary>
    /// <param name="words">One word per row of scores.</param>
    /// <param name="network">The network that they belong to, already checked.</param>
    public static string? FindFault(IReadOnlyList<string> words, OnnxHeader network)
    {
        var rows = network.Outputs.First(output => output.Name == "output0").Shape;
        var known = rows.Count < 2 || rows[1] == OnnxPort.Open ? words.Count : rows[1] - 4 - YoloeModel.Coefficients;
        return known == words.Count ? null : $"it has {words.Count} words, and the network has scores for {known}";
    }

    /// <summary>The first fault of a network; null if it has none.</summary>
    public static string? FindFault(OnnxHeader header, ExportFile rule) =>
        header.FormatVersion > NewestFormat ? $"its format is version {header.FormatVersion}; the newest that can be read is {NewestFormat}"
        : header.OperatorSet > NewestOperatorSet ? $"its operator set is {header.OperatorSet}; the newest that can be run is {NewestOperatorSet}"
        : FindInputFault(header.Inputs, rule.Inputs) ?? FindOutputFault(header.Outputs, rule.Outputs);

    private static string? FindInputFault(IReadOnlyList<OnnxPort> inputs, IReadOnlyList<TensorRule> rules)
    {
        if (rules.All(rule => rule.Name is null))
        {
            return inputs.Count == rules.Count
                ? inputs.Zip(rules).Select(pair => Compare("input", pair.First, pair.Second)).FirstOrDefault(fault => fault is not null)
                : $"it has {inputs.Count} inputs ({NamesOf(inputs)}), not {rules.Count}";
        }

        foreach (var rule in rules)
        {
            var input = inputs.FirstOrDefault(input => input.Name == rule.Name);
            var fault = input is null ? $"it has no input '{rule.Name}'; its inputs are {NamesOf(inputs)}" : Compare("input", input, rule);
            if (fault is not null)
            {
                return fault;
            }
        }

        return inputs.FirstOrDefault(input => rules.All(rule => rule.Name != input.Name)) is { } unknown ? $"it has an input '{unknown.Name}' that the kind does not know" : null;
    }

    private static string? FindOutputFault(IReadOnlyList<OnnxPort> outputs, IReadOnlyList<TensorRule> rules)
    {
        foreach (var rule in rules)
        {
            var output = rule.Name is null ? outputs is [var first, ..] ? first : null : outputs.FirstOrDefault(output => output.Name == rule.Name);
            var fault = output is null ? $"it has no output{(rule.Name is null ? string.Empty : $" '{rule.Name}'")}; its outputs are {NamesOf(outputs)}"
                : Compare("output", output, rule);
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? Compare(string place, OnnxPort port, TensorRule rule)
    {
        var asked = $"{rule.Type.ToString().ToLowerInvariant()} {Describe(rule.Shape)}";
        if ((int)port.Type != (int)rule.Type && (int)port.Type != (int?)rule.OtherType)
        {
            return $"its {place} '{port.Name}' is of {(Enum.IsDefined((TensorType)port.Type) ? $"{(TensorType)port.Type}".ToLowerInvariant() : $"type {(int)port.Type}")}, not {asked}";
        }

        // Exporters omit the shapes of outputs that they cannot infer.
        var fits = rule.Shape is null
            || (place == "output" && port.Shape.Count == 0)
            || (port.Shape.Count == rule.Shape.Count && port.Shape.Zip(rule.Shape).All(pair => pair.Second switch
            {
                TensorRule.Any => true,
                TensorRule.Open => pair.First == OnnxPort.Open,
                var length => pair.First == length || pair.First == OnnxPort.Open,
            }));
        return fits ? null : $"its {place} '{port.Name}' is {Describe(port.Shape)}, not {Describe(rule.Shape)}";
    }

    private static string Describe(IReadOnlyList<int>? shape) => shape is null ? string.Empty
        : $"[{string.Join(", ", shape.Select(length => length switch { TensorRule.Any => "?", TensorRule.Open => "open", _ => $"{length}" }))}]";

    private static string NamesOf(IEnumerable<OnnxPort> ports) => string.Join(", ", ports.Select(port => $"'{port.Name}'").DefaultIfEmpty("none"));
}
