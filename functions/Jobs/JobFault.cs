namespace SegFunctions.Jobs;

/// <summary>One reason for which a spec is not accepted, without words: each vendor has its own for it.</summary>
/// <param name="Index">Position within the field's list; null when the fault is about the field as a whole.</param>
/// <param name="Bound">The rule's number, where it has one.</param>
/// <param name="Actual">What there is instead, where that is a number.</param>
public sealed record JobFault(JobField Field, int? Index, JobRule Rule, int Bound = 0, int Actual = 0);

/// <summary>The part of a spec that a fault is about.</summary>
public enum JobField
{
    Items,
    Prompts,
    ScoreThreshold,
    MaskThreshold,
    EdgeOffset,
}

/// <summary>What a field must keep to.</summary>
public enum JobRule
{
    /// <summary>At least one entry.</summary>
    NotEmpty,

    /// <summary>At most <see cref="JobFault.Bound"/> entries.</summary>
    NotTooMany,

    /// <summary>Each entry once; <see cref="JobFault.Bound"/> is the index of the first.</summary>
    NotRepeated,

    /// <summary>Prompts: one of them says what to cut out.</summary>
    NotOnlyNegative,

    /// <summary>A phrase: at most <see cref="JobFault.Bound"/> characters.</summary>
    NotTooLong,

    /// <summary>A phrase: no control characters.</summary>
    NoControlCharacters,

    /// <summary>Points: one of them lies on the object.</summary>
    HasForeground,

    /// <summary>An object: at most <see cref="JobFault.Bound"/> points.</summary>
    NotTooManyPoints,

    /// <summary>Coordinates: parts of the picture's width and height.</summary>
    WithinPicture,

    /// <summary>A box: left of its right and above its bottom.</summary>
    NotInsideOut,

    /// <summary>A number: 0–1.</summary>
    Fraction,

    /// <summary>A number: at most <see cref="JobFault.Bound"/> either way.</summary>
    WithinBound,
}
