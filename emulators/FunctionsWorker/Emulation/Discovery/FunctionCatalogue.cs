using System.Reflection;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;

namespace Microsoft.Azure.Functions.Worker.Emulation.Discovery;

/// <summary>Every function of the app.</summary>
internal sealed class FunctionCatalogue
{
    private const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private FunctionCatalogue(IReadOnlyList<FunctionDescriptor> functions) => Functions = functions;

    public IReadOnlyList<FunctionDescriptor> Functions { get; }

    /// <exception cref="FunctionsStartException">Two functions share a name, or one cannot be read.</exception>
    public static FunctionCatalogue Discover(IEnumerable<Type> types, FunctionReader reader)
    {
        var found = (from type in types
                     from method in type.GetMethods(AnyMethod)
                     let attribute = method.GetCustomAttribute<FunctionAttribute>()
                     where attribute is not null
                     select (attribute.Name, Method: method)).ToList();
        var duplicate = found.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (duplicate is not null)
        {
            var methods = string.Join(" and ", duplicate.Select(function => $"{function.Method.DeclaringType!.Name}.{function.Method.Name}"));
            throw FunctionsStartException.Of(duplicate.Key, $"{methods} have the same name, and names differ in more than case.");
        }

        return new FunctionCatalogue([.. found.Select(function => reader.Read(function.Name, function.Method))]);
    }

    /// <summary>The functions that <typeparamref name="TTrigger"/> starts.</summary>
    public IEnumerable<(FunctionDescriptor Function, TTrigger Trigger)> StartedBy<TTrigger>() =>
        from function in Functions
        where function.Trigger is TTrigger
        select (function, (TTrigger)(object)function.Trigger);
}
