using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Playground;

/// <summary>The collection of tests in a browser, with one stack for all of them, so that they need not wait for the tests of the other shared one. One at a time.</summary>
[CollectionDefinition]
public sealed class PageStack : IAsyncLifetime, ICollectionFixture<PageStack>
{
    private readonly SharedStack _stack = new();

    internal ApiUnderTest Api => _stack.Api;

    internal Uri BaseUrl => _stack.BaseUrl;

    public ValueTask InitializeAsync() => _stack.InitializeAsync();

    public ValueTask DisposeAsync() => _stack.DisposeAsync();
}
