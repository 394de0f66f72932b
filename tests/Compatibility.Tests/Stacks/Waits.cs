namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>The collection of tests that do little but wait, beside the others of the shared stack. One at a time.</summary>
[CollectionDefinition]
public sealed class Waits;
