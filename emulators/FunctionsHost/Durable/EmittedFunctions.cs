using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace Emulators.FunctionsHost.Durable;

/// <summary>
/// The extension discovers its functions as methods with attributes, so one method is emitted at run time for each function of the app, as the real host does. All
/// of them pass name and input to one delegate.
/// </summary>
internal static class EmittedFunctions
{
    /// <summary>The method that is called directly to obtain the content of a client binding.</summary>
    public const string ClientProbe = "FunctionsHostClientProbe";

    private static readonly MethodInfo Invoke = typeof(FunctionCall).GetMethod(nameof(FunctionCall.Invoke))!;

    /// <returns>A class with a constructor that takes a <see cref="FunctionCall"/>.</returns>
    public static Type Emit(DurableFunctions functions)
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("FunctionsHost.Emitted"), AssemblyBuilderAccess.Run).DefineDynamicModule("Functions");
        var type = module.DefineType("DurableFunctions", TypeAttributes.Public | TypeAttributes.Sealed);
        var call = type.DefineField("_call", typeof(FunctionCall), FieldAttributes.Private | FieldAttributes.InitOnly);
        EmitConstructor(type, call);
        foreach (var function in functions.Orchestrators)
        {
            EmitFunction<OrchestrationTriggerAttribute>(type, call, function.Name, Nameable(function.Trigger.Orchestration, nameof(OrchestrationTriggerAttribute.Orchestration)));
        }

        foreach (var function in functions.Activities)
        {
            EmitFunction<ActivityTriggerAttribute>(type, call, function.Name, Nameable(function.Trigger.Activity, nameof(ActivityTriggerAttribute.Activity)), "instanceId");
        }

        foreach (var function in functions.Entities)
        {
            EmitFunction<EntityTriggerAttribute>(type, call, function.Name, Nameable(function.Trigger.EntityName, nameof(EntityTriggerAttribute.EntityName)));
        }

        EmitClientProbe(type, call);
        return type.CreateType();
    }

    private static (string Property, string Value)? Nameable(string? value, string property) => string.IsNullOrEmpty(value) ? null : (property, value);

    private static void EmitConstructor(TypeBuilder type, FieldBuilder call)
    {
        var body = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(FunctionCall)]).GetILGenerator();
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Call, typeof(object).GetConstructor(Type.EmptyTypes)!);
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Ldarg_1);
        body.Emit(OpCodes.Stfld, call);
        body.Emit(OpCodes.Ret);
    }

    private static void EmitFunction<TTrigger>(TypeBuilder type, FieldBuilder call, string function, (string Property, string Value)? name, string? second = null)
        where TTrigger : Attribute, new()
    {
        Type[] parameters = second is null ? [typeof(string)] : [typeof(string), typeof(string)];
        var method = type.DefineMethod(function, MethodAttributes.Public, typeof(Task<object>), parameters);
        method.SetCustomAttribute(Attribute<FunctionNameAttribute>([typeof(string)], [function]));
        method.DefineParameter(1, ParameterAttributes.None, "input").SetCustomAttribute(Trigger<TTrigger>(name));
        if (second is not null)
        {
            method.DefineParameter(2, ParameterAttributes.None, second);
        }

        EmitBody(method, call, function, withSecond: second is not null);
    }

    private static void EmitClientProbe(TypeBuilder type, FieldBuilder call)
    {
        var method = type.DefineMethod(ClientProbe, MethodAttributes.Public, typeof(Task), [typeof(string)]);
        method.SetCustomAttribute(Attribute<NoAutomaticTriggerAttribute>([], []));
        method.SetCustomAttribute(Attribute<FunctionNameAttribute>([typeof(string)], [ClientProbe]));
        method.DefineParameter(1, ParameterAttributes.None, "client").SetCustomAttribute(Attribute<DurableClientAttribute>([], []));
        EmitBody(method, call, ClientProbe, withSecond: false);
    }

    private static void EmitBody(MethodBuilder method, FieldBuilder call, string function, bool withSecond)
    {
        var body = method.GetILGenerator();
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Ldfld, call);
        body.Emit(OpCodes.Ldstr, function);
        body.Emit(OpCodes.Ldarg_1);
        body.Emit(withSecond ? OpCodes.Ldarg_2 : OpCodes.Ldnull);
        body.Emit(OpCodes.Callvirt, Invoke);
        body.Emit(OpCodes.Ret);
    }

    private static CustomAttributeBuilder Trigger<TTrigger>((string Property, string Value)? name)
        where TTrigger : Attribute, new() => name is not { } set
            ? Attribute<TTrigger>([], [])
            : new CustomAttributeBuilder(
                typeof(TTrigger).GetConstructor(Type.EmptyTypes)!, [], [typeof(TTrigger).GetProperty(set.Property)!], [set.Value]);

    private static CustomAttributeBuilder Attribute<TAttribute>(Type[] types, object[] values) =>
        new(typeof(TAttribute).GetConstructor(types)!, values);
}
