using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;
using SegFunctions.Apis.Middleware;

namespace SegFunctions.Tests.Accounts;

public sealed class DefaultDenyTests
{
    private static readonly MethodInfo[] HttpFunctions =
    [
        .. typeof(ApiKeyMiddleware).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute)))),
    ];

    /// <summary>Adding a function to this list is a deliberate decision.</summary>
    [Fact]
    public void Only_signed_links_the_probe_the_page_and_descriptions_need_no_key() =>
        Assert.Equal(
            [
                "Cognite-PutContent", "Cognite-PutPart", "OpenApi-GetDocument", "OpenApi-GetSchema", "OpenApi-GetText", "OpenApi-GetVendorDocument", "Own-GetFile", "Own-GetHealth", "Own-PutUpload", "Playground-GetFile", "Playground-GetKey", "Playground-GetPage",
                "Playground-GetReference", "Playground-GetReferenceScript", "Playground-GetRoot",
            ],
            HttpFunctions.Select(NameOf).Where(name => FunctionAccess.RequiredScope(name) == KeyScopes.None).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_open_function_says_why() =>
        Assert.All(
            HttpFunctions.Where(method => FunctionAccess.RequiredScope(NameOf(method)) == KeyScopes.None),
            method => Assert.NotEmpty(method.GetCustomAttribute<AnonymousAccessAttribute>()!.Reason));

    [Fact]
    public void Keys_and_balances_need_a_key_that_may_manage() =>
        Assert.Equal(
            ["Own-CreateKey", "Own-GetAccount", "Own-ListKeys", "Own-RevokeKey", "Own-SetTokens"],
            HttpFunctions.Select(NameOf).Where(name => FunctionAccess.RequiredScope(name) == KeyScopes.Manage).Order(StringComparer.Ordinal));

    private static string NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;
}
