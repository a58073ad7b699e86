//! The macro behind this crate's closed lists: the domain's, whose text form serde, the system descriptors and the
//! command line share.
//!
//! Not here: the shop's own lists (`aichaku_domain::kinds`).

/// Makes an enum as [`aichaku_domain::text_enum!`] does, with serde by its text form.
macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($values:tt)* }) => {
        aichaku_domain::text_enum! { $(#[$doc])* $name { $($values)* } }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| {
                    serde::de::Error::custom(format!(
                        concat!("`{}` is not a ", stringify!($name)),
                        text
                    ))
                })
            }
        }
    };
}

pub(crate) use text_enum;
