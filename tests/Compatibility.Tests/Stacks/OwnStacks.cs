namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>The collection of the tests that start a stack of their own, to kill its processes, to fail its storage or to choose its settings. One at a time.</summary>
[CollectionDefinition]
public sealed class OwnStacks;
