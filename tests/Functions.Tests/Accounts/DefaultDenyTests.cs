using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;
using SegFunctions.Apis.Middleware;
using SegFunctions.Apis.Own;

namespace SegFunctions.Tests.Accounts;

public sealed class DefaultDenyTests
{
    private static readonly MethodInfo[] HttpFunctions =
    [
        .. typeof(ApiKeyMiddleware).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute)))),
    ];

    /// <summary>A function that joins this list is a decision.</summary>
    [Fact]
    public void Only_signed_links_and_the_probe_need_no_key() =>
        Assert.Equal(
            ["Files-Get", "Health-Get", "Uploads-Put"],
            HttpFunctions.Select(NameOf).Where(name => FunctionAccess.RequiredScope(name) == KeyScopes.None).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_open_function_says_why() =>
        Assert.All(
            HttpFunctions.Where(method => FunctionAccess.RequiredScope(NameOf(method)) == KeyScopes.None),
            method => Assert.NotEmpty(method.GetCustomAttribute<AnonymousAccessAttribute>()!.Reason));

    [Fact]
    public void Keys_and_balances_need_a_key_that_may_manage() =>
        Assert.Equal(
            HttpFunctions.Select(NameOf).Where(name => name.StartsWith("Manage-", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            HttpFunctions.Select(NameOf).Where(name => FunctionAccess.RequiredScope(name) == KeyScopes.Manage).Order(StringComparer.Ordinal));

    /// <summary>The host asks HTTP functions in this order, and that one takes everything.</summary>
    [Fact]
    public void The_function_for_what_no_other_takes_comes_last_by_name() =>
        Assert.Equal(UnmatchedEndpoints.Name, HttpFunctions.Select(NameOf).Order(StringComparer.OrdinalIgnoreCase).Last());

    [Fact]
    public void No_two_functions_share_a_name()
    {
        var names = typeof(ApiKeyMiddleware).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FunctionAttribute)))
            .Select(NameOf)
            .ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static string NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;
}
