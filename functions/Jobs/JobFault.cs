namespace SegFunctions.Jobs;

/// <summary>One reason why a spec is not accepted, without a message: each vendor's API words its own.</summary>
/// <param name="Index">Position within the field's list; null if the fault is about the whole field.</param>
/// <param name="Bound">The rule's limit, if it has one.</param>
/// <param name="Actual">The actual count or length, if the rule limits one.</param>
public sealed record JobFault(JobField Field, int? Index, JobRule Rule, int Bound = 0, int Actual = 0);

/// <summary>The part of a spec that a fault is about.</summary>
public enum JobField
{
    Items,
    Prompts,

    /// <summary>The boxes of the prompt that has exemplars.</summary>
    Exemplars,
    ScoreThreshold,
    MaskThreshold,
    EdgeOffset,
}

/// <summary>The rules for a field.</summary>
public enum JobRule
{
    /// <summary>At least one entry.</summary>
    NotEmpty,

    /// <summary>At most <see cref="JobFault.Bound"/> entries.</summary>
    NotTooMany,

    /// <summary>No duplicates; <see cref="JobFault.Bound"/> is the index of the first occurrence.</summary>
    NotRepeated,

    /// <summary>Prompts: at least one is not negative.</summary>
    NotOnlyNegative,

    /// <summary>A phrase: at most <see cref="JobFault.Bound"/> characters.</summary>
    NotTooLong,

    /// <summary>A phrase: no control characters.</summary>
    NoControlCharacters,

    /// <summary>Points: at least one is on the object.</summary>
    HasForeground,

    /// <summary>Exemplars without words: at least one is like what is wanted.</summary>
    HasLike,

    /// <summary>An object: at most <see cref="JobFault.Bound"/> points.</summary>
    NotTooManyPoints,

    /// <summary>Coordinates: fractions of the picture's width and height.</summary>
    WithinPicture,

    /// <summary>A box: left below right and top below bottom.</summary>
    NotInsideOut,

    /// <summary>A number: 0–1.</summary>
    Fraction,

    /// <summary>A number: at most <see cref="JobFault.Bound"/> in either direction.</summary>
    WithinBound,
}
