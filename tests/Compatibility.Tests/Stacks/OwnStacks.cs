namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>The collection of tests that start a stack of their own to fail its storage or choose its settings. One at a time.</summary>
[CollectionDefinition]
public sealed class OwnStacks;
