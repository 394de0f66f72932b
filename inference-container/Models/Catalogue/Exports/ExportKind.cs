namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>A kind of published export that users can add: its files, and the tensors by which each file is recognized.</summary>
/// <param name="Name">As in <c>models add --kind</c>.</param>
/// <param name="Description">One line for human readers.</param>
/// <param name="Files">All of them are required.</param>
/// <param name="Make">Creates the catalogue's entry for an added export.</param>
/// <param name="Terms">Terms of the weights that must be accepted; null if those of the usual exports are permissive.</param>
public sealed record ExportKind(string Name, string Description, IReadOnlyList<ExportFile> Files, Func<AddedModel, ModelEntry> Make, string? Terms = null);

/// <summary>A file of an export.</summary>
/// <param name="Role">Its role in the model.</param>
/// <param name="Inputs">The network's inputs, in any order; it may have no others. Empty for a file that is not a network.</param>
/// <param name="Outputs">The outputs that are read; the network may have others.</param>
/// <param name="Tokenizer">The required algorithm of a tokenizer; null for other files.</param>
public sealed record ExportFile(ModelFileRole Role, IReadOnlyList<TensorRule> Inputs, IReadOnlyList<TensorRule> Outputs, TokenizerKind? Tokenizer = null)
{
    public static ExportFile OfTokenizer(TokenizerKind kind) => new(ModelFileRole.Tokenizer, [], [], kind);
}

/// <summary>The requirements for an input or output of a network.</summary>
/// <param name="Name">Its name; null if exports name it differently: then all inputs are identified by their order, and the output is the first one.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions, each a length, <see cref="Any"/> or <see cref="Open"/>; null if even their number differs between exports.</param>
public sealed record TensorRule(string? Name, TensorType Type, IReadOnlyList<int>? Shape)
{
    /// <summary>A dimension of any length, fixed or dynamic.</summary>
    public const int Any = -1;

    /// <summary>A dimension that must be dynamic, because its length differs between pictures or texts.</summary>
    public const int Open = -2;

    /// <summary>An alternative element type; null for none.</summary>
    public TensorType? OtherType { get; init; }
}

/// <summary>Element types, by their numbers in <c>onnx.proto</c>.</summary>
public enum TensorType
{
    F32 = 1,
    I32 = 6,
    I64 = 7,
    Bool = 9,
}

/// <summary>The algorithms of tokenizers, as named in <c>tokenizer.json</c>.</summary>
public enum TokenizerKind
{
    /// <summary>BERT's algorithm.</summary>
    WordPiece,

    /// <summary>CLIP's algorithm.</summary>
    Bpe,
}
