using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>What to cut out of a picture. Closed: every kind is a nested or sibling record named here.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextPrompt), "text")]
public abstract record Prompt;

/// <summary>A word or short phrase; every object it names becomes a segment of its own.</summary>
/// <param name="Text">Trimmed, not empty, as the client wrote it.</param>
public sealed record TextPrompt(string Text) : Prompt;
