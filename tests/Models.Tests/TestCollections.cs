namespace SegFunctions.Models.Tests;

/// <summary>Names of collections, whose tests run one after the other.</summary>
internal static class TestCollections
{
    /// <summary>Tests that need much memory, or measure how much is needed.</summary>
    public const string Memory = "memory";
}
