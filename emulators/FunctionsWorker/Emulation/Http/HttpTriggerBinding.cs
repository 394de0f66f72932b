using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Emulation.Http;

/// <summary>The request, and the route's values by name.</summary>
internal sealed class HttpTriggerBinding(bool aspNetCoreIsConfigured) : ITriggerBinding
{
    private static readonly Type[] NoResults = [typeof(void), typeof(Task), typeof(ValueTask)];

    public Type AttributeType => typeof(HttpTriggerAttribute);

    public ParameterBinder? FindBinder(string function, TriggerBindingAttribute trigger, ParameterInfo parameter)
    {
        if (parameter.IsDefined(typeof(HttpTriggerAttribute)))
        {
            return parameter.ParameterType == typeof(HttpRequest) ? context => ((HttpContext)context.Trigger).Request : null;
        }

        var inRoute = HttpRoute.Parse(function, (HttpTriggerAttribute)trigger).Parameters
            .Any(value => value.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
        return inRoute && RouteValue.FindReader(parameter.ParameterType) is { } read
            ? context => read(((HttpContext)context.Trigger).Request.RouteValues[parameter.Name!])
            : null;
    }

    public void Validate(string function, TriggerBindingAttribute trigger, MethodInfo method)
    {
        if (!aspNetCoreIsConfigured)
        {
            throw FunctionsStartException.Of(function, "call ConfigureFunctionsWebApplication on the builder first.");
        }

        if (!CanBeWritten(method.ReturnType))
        {
            throw FunctionsStartException.Of(function, $"it returns {method.ReturnType}, which is never written to the response; return IActionResult or IResult.");
        }
    }

    private static bool CanBeWritten(Type declared)
    {
        var result = declared.IsGenericType && declared.GetGenericTypeDefinition() is var task && (task == typeof(Task<>) || task == typeof(ValueTask<>))
            ? declared.GetGenericArguments()[0]
            : declared;
        return NoResults.Contains(result) || result == typeof(object) || result.IsAssignableTo(typeof(IActionResult)) || result.IsAssignableTo(typeof(IResult));
    }
}
