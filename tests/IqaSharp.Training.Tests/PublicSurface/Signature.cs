using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace IqaSharp.Training.Tests.PublicSurface;

/// <summary>Members as one would write them in C#, without namespaces.</summary>
internal static class Signature
{
    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Of(FieldInfo field) => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}";

    public static string Of(ConstructorInfo constructor) => $"{Access(constructor)}new({Parameters(constructor)})";

    public static string Of(PropertyInfo property)
    {
        var indices = property.GetIndexParameters();
        var set = property.SetMethod is not { IsPublic: true } setter ? ""
            : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; ";
        var name = indices.Length > 0 ? $"this[{string.Join(", ", indices.Select(Parameter))}]" : property.Name;
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Access(property.GetMethod!)}{required}{Name(property.PropertyType)}{Optional(property.PropertyType, new NullabilityInfoContext().Create(property))} {name} {{ get; {set}}}";
    }

    public static string Of(MethodInfo method) =>
        $"{Access(method)}{Name(method.ReturnType)}{Optional(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter))} {method.Name}{Generics(method.GetGenericArguments())}({(method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "")}{Parameters(method)})";

    public static string Name(Type type) =>
        type.IsByRef ? Name(type.GetElementType()!)
        : type.IsArray ? $"{Name(type.GetElementType()!)}[]"
        : Nullable.GetUnderlyingType(type) is { } value ? $"{Name(value)}?"
        : type.IsGenericType ? type.Name.Split('`')[0] + Generics(type.GetGenericArguments())
        : Words.GetValueOrDefault(type, type.Name);

    private static string Generics(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";

    private static string Access(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var way = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        var given = !parameter.HasDefaultValue ? "" : parameter.DefaultValue switch
        {
            null => parameter.ParameterType.IsValueType ? " = default" : " = null",
            string text => $" = \"{text}\"",
            var value => $" = {Convert.ToString(value, CultureInfo.InvariantCulture)}",
        };
        return $"{way}{Name(parameter.ParameterType)}{Optional(parameter.ParameterType, new NullabilityInfoContext().Create(parameter))} {parameter.Name}{given}";
    }

    private static string Optional(Type type, NullabilityInfo nullability) => !type.IsValueType && nullability.ReadState == NullabilityState.Nullable ? "?" : "";
}
