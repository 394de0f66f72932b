namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>The collection of tests that start a stack of their own to kill its processes or stop it in the middle. One at a time.</summary>
[CollectionDefinition]
public sealed class KilledStacks;
